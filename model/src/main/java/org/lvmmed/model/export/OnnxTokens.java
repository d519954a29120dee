package org.lvmmed.model.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.lvmmed.model.encoder.MapShape;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Attention;
import org.lvmmed.model.network.NetworkNode.ClassToken;
import org.lvmmed.model.network.NetworkNode.Gelu;
import org.lvmmed.model.network.NetworkNode.LayerNorm;
import org.lvmmed.model.network.NetworkNode.Linear;
import org.lvmmed.model.network.NetworkNode.PatchEmbedding;
import org.lvmmed.model.network.NetworkNode.Positions;
import org.lvmmed.model.network.NetworkNode.TokenMap;
import org.nd4j.shade.protobuf.ByteString;

/** A transformer's parts as ONNX nodes, several for each. */
final class OnnxTokens {

  private final GraphProto.Builder graph;
  private final MapShape map;
  private int made;

  /**
   * @param map of the images that the model takes
   */
  OnnxTokens(GraphProto.Builder graph, MapShape map) {
    this.graph = graph;
    this.map = map;
  }

  /** Adds what gives the node's output; false where it is no part of a transformer. */
  boolean add(NetworkNode node, List<String> inputs, String output) {
    String x = inputs.get(0);
    String name = node.name();
    if (node.operation() instanceof PatchEmbedding patches) {
      node("Conv", output, List.of(x, name + ".weight", name + ".bias"), window(patches.patch()));
    } else if (node.operation() instanceof ClassToken) {
      withClassToken(x, name, output);
    } else if (node.operation() instanceof Positions) {
      node("Add", output, List.of(x, name));
    } else if (node.operation() instanceof LayerNorm) {
      List<String> parameters = List.of(x, name + ".weight", name + ".bias");
      AttributeProto epsilon = OnnxNodes.number("epsilon", (float) LayerNorm.EPSILON);
      node("LayerNormalization", output, parameters, epsilon);
    } else if (node.operation() instanceof Linear) {
      linear(x, name, output);
    } else if (node.operation() instanceof Gelu) {
      gelu(x, output);
    } else if (node.operation() instanceof Attention attention) {
      attention(x, name, attention, output);
    } else if (node.operation() instanceof TokenMap) {
      tokenMap(x, output);
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
    String flat = made("Reshape", x, longs(0, map.channels(), -1));
    String sequence = transposed(flat, 0, 2, 1);
    String batch = made("Slice", made("Shape", x), longs(0), longs(1));
    String shape = name();
    node("Concat", shape, List.of(batch, longs(1, map.channels())), OnnxNodes.integer("axis", 0));
    String first = made("Expand", token, shape);
    node("Concat", output, List.of(first, sequence), OnnxNodes.integer("axis", 1));
  }

  private void linear(String x, String name, String output) {
    String product = made("MatMul", x, transposed(name + ".weight", 1, 0));
    node("Add", output, List.of(product, name + ".bias"));
  }

  private void gelu(String x, String output) {
    String error = made("Erf", made("Mul", x, scalar(Math.sqrt(0.5))));
    String share = made("Add", error, scalar(1));
    node("Mul", output, List.of(made("Mul", x, scalar(0.5)), share));
  }

  private void attention(String x, String name, Attention attention, String output) {
    int each = attention.width() / attention.heads();
    String all = name();
    linear(x, name + ".qkv", all);
    String split = made("Reshape", all, longs(0, 0, 3, attention.heads(), each));
    String parts = transposed(split, 2, 0, 3, 1, 4);
    String queries = made("Gather", parts, index(0));
    String keys = transposed(made("Gather", parts, index(1)), 0, 1, 3, 2);
    String values = made("Gather", parts, index(2));
    String scores = made("Mul", made("MatMul", queries, keys), scalar(1 / Math.sqrt(each)));
    String shares = name();
    node("Softmax", shares, List.of(scores), OnnxNodes.integer("axis", -1));
    String mixed = transposed(made("MatMul", shares, values), 0, 2, 1, 3);
    linear(made("Reshape", mixed, longs(0, 0, attention.width())), name + ".proj", output);
  }

  private void tokenMap(String x, String output) {
    String patches = made("Slice", x, longs(1), longs(Integer.MAX_VALUE), longs(1));
    String channels = transposed(patches, 0, 2, 1);
    String shape = longs(0, map.channels(), map.rows(), map.columns());
    node("Reshape", output, List.of(channels, shape));
  }

  private String transposed(String x, int... order) {
    String output = name();
    node("Transpose", output, List.of(x), OnnxNodes.integers("perm", order));
    return output;
  }

  private String made(String type, String... inputs) {
    String output = name();
    node(type, output, List.of(inputs));
    return output;
  }

  private void node(String type, String output, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
  }

  private String name() {
    return "made" + made++;
  }

  private String scalar(double value) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return constant(TensorProto.DataType.FLOAT_VALUE, bytes.putFloat((float) value));
  }

  private String index(long value) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return constant(TensorProto.DataType.INT64_VALUE, bytes.putLong(value));
  }

  private String longs(long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    return constant(TensorProto.DataType.INT64_VALUE, bytes, values.length);
  }

  private String constant(int type, ByteBuffer bytes, long... shape) {
    String name = name();
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type)
            .setRawData(ByteString.copyFrom(bytes.array()));
    for (long extent : shape) {
      tensor.addDims(extent);
    }
    graph.addInitializer(tensor);
    return name;
  }
}
