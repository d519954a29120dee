package org.lvmmed.model.export;

import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import org.lvmmed.model.encoder.MapShape;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Attention;
import org.lvmmed.model.network.NetworkNode.ClassToken;
import org.lvmmed.model.network.NetworkNode.Gelu;
import org.lvmmed.model.network.NetworkNode.LayerNorm;
import org.lvmmed.model.network.NetworkNode.Linear;
import org.lvmmed.model.network.NetworkNode.PatchEmbedding;
import org.lvmmed.model.network.NetworkNode.PlacedTokens;
import org.lvmmed.model.network.NetworkNode.Positions;
import org.lvmmed.model.network.NetworkNode.TokenMap;
import org.lvmmed.model.network.NetworkNode.WindowAttention;

/** A transformer's parts as ONNX nodes, several for each. */
final class OnnxTokens {

  private final OnnxBuilder onnx;
  private final MapShape map;

  /**
   * @param map of the images that the model takes
   */
  OnnxTokens(GraphProto.Builder graph, MapShape map) {
    this.onnx = new OnnxBuilder(graph);
    this.map = map;
  }

  /** Adds what gives the node's output; false where it is no part of a transformer. */
  boolean add(NetworkNode node, List<String> inputs, String output) {
    String x = inputs.get(0);
    String name = node.name();
    if (node.operation() instanceof PatchEmbedding patches) {
      onnx.node(
          "Conv", output, List.of(x, name + ".weight", name + ".bias"), window(patches.patch()));
    } else if (node.operation() instanceof ClassToken) {
      withClassToken(x, name, output);
    } else if (node.operation() instanceof Positions) {
      onnx.node("Add", output, List.of(x, name));
    } else if (node.operation() instanceof LayerNorm) {
      List<String> parameters = List.of(x, name + ".weight", name + ".bias");
      AttributeProto epsilon = OnnxNodes.number("epsilon", (float) LayerNorm.EPSILON);
      onnx.node("LayerNormalization", output, parameters, epsilon);
    } else if (node.operation() instanceof Linear) {
      onnx.linear(x, name, output);
    } else if (node.operation() instanceof Gelu) {
      gelu(x, output);
    } else if (node.operation() instanceof Attention attention) {
      attention(x, name, attention, output);
    } else if (node.operation() instanceof PlacedTokens) {
      placed(x, name, output);
    } else if (node.operation() instanceof WindowAttention attention) {
      new OnnxWindows(onnx, attention, map).add(x, name, output);
    } else if (node.operation() instanceof TokenMap tokens) {
      tokenMap(x, tokens.afterClassToken(), output);
    } else {
      return false;
    }
    return true;
  }

  private static AttributeProto[] window(int patch) {
    return new AttributeProto[] {
      OnnxNodes.integers("kernel_shape", patch, patch), OnnxNodes.integers("strides", patch, patch)
    };
  }

  /** The learned token once for each image of the batch, whose number only the input knows. */
  private void withClassToken(String x, String token, String output) {
    String flat = onnx.reshaped(x, 0, map.channels(), -1);
    String sequence = onnx.transposed(flat, 0, 2, 1);
    String batch = onnx.made("Slice", onnx.made("Shape", x), onnx.longs(0), onnx.longs(1));
    String shape = onnx.name();
    onnx.node(
        "Concat",
        shape,
        List.of(batch, onnx.longs(1, map.channels())),
        OnnxNodes.integer("axis", 0));
    String first = onnx.made("Expand", token, shape);
    onnx.node("Concat", output, List.of(first, sequence), OnnxNodes.integer("axis", 1));
  }

  private void placed(String x, String places, String output) {
    String sum = onnx.made("Add", onnx.transposed(x, 0, 2, 3, 1), places);
    onnx.node("Reshape", output, List.of(sum, onnx.longs(0, map.positions(), map.channels())));
  }

  private void gelu(String x, String output) {
    String error = onnx.made("Erf", onnx.made("Mul", x, onnx.scalar(Math.sqrt(0.5))));
    String share = onnx.made("Add", error, onnx.scalar(1));
    onnx.node("Mul", output, List.of(onnx.made("Mul", x, onnx.scalar(0.5)), share));
  }

  private void attention(String x, String name, Attention attention, String output) {
    int each = attention.width() / attention.heads();
    String all = onnx.name();
    onnx.linear(x, name + ".qkv", all);
    String split = onnx.reshaped(all, 0, 0, 3, attention.heads(), each);
    String parts = onnx.transposed(split, 2, 0, 3, 1, 4);
    String queries = onnx.made("Gather", parts, onnx.index(0));
    String keys = onnx.transposed(onnx.made("Gather", parts, onnx.index(1)), 0, 1, 3, 2);
    String values = onnx.made("Gather", parts, onnx.index(2));
    String scores =
        onnx.made("Mul", onnx.made("MatMul", queries, keys), onnx.scalar(1 / Math.sqrt(each)));
    String mixed = onnx.transposed(onnx.made("MatMul", onnx.softmax(scores), values), 0, 2, 1, 3);
    onnx.linear(onnx.reshaped(mixed, 0, 0, attention.width()), name + ".proj", output);
  }

  private void tokenMap(String x, boolean afterClassToken, String output) {
    String patches =
        afterClassToken
            ? onnx.made("Slice", x, onnx.longs(1), onnx.longs(Integer.MAX_VALUE), onnx.longs(1))
            : x;
    String channels = onnx.transposed(patches, 0, 2, 1);
    String shape = onnx.longs(0, map.channels(), map.rows(), map.columns());
    onnx.node("Reshape", output, List.of(channels, shape));
  }
}
