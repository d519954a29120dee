package org.lvmmed.model.encoder;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Add;
import org.lvmmed.model.network.NetworkNode.Attention;
import org.lvmmed.model.network.NetworkNode.ClassToken;
import org.lvmmed.model.network.NetworkNode.Gelu;
import org.lvmmed.model.network.NetworkNode.LayerNorm;
import org.lvmmed.model.network.NetworkNode.Linear;
import org.lvmmed.model.network.NetworkNode.Operation;
import org.lvmmed.model.network.NetworkNode.PatchEmbedding;
import org.lvmmed.model.network.NetworkNode.Positions;
import org.lvmmed.model.network.NetworkNode.TokenMap;

/**
 * A vision transformer (Dosovitskiy et al., "An Image is Worth 16×16 Words", ICLR 2021) under
 * construction. It ends in the normalised tokens of the patches as a map: no classifier. The class
 * token takes part in attention and is left out of the map.
 */
final class VisionTransformer {

  /** The node whose map the tokens are laid out as. */
  static final String PATCHES = "patch_embed.proj";

  /** The last node. */
  static final String MAP = "map";

  private static final int HEAD_WIDTH = 64;
  private static final int MLP_EXPANSION = 4;

  private final int width;
  private final EncoderSettings settings;
  private final List<NetworkNode> nodes = new ArrayList<>();
  private String last = NetworkGraph.INPUT;

  VisionTransformer(int width, EncoderSettings settings) {
    this.width = width;
    this.settings = settings;
  }

  /** From images B×3×H×W to the feature map B×D×R×S. */
  NetworkGraph graph() {
    embedding();
    for (int block = 0; block < TransformerFamily.DEPTH; block++) {
      block("blocks." + block);
    }
    append("norm", new LayerNorm(width));
    append(MAP, new TokenMap(), last, PATCHES);
    return new NetworkGraph(3, nodes, List.of(last));
  }

  /** The node that gives the tokens after a block, counted from 0. */
  static String output(int block) {
    return "blocks.%d.add2".formatted(block);
  }

  private void embedding() {
    int grid = settings.inputSize() / settings.outputStride();
    append(PATCHES, new PatchEmbedding(3, width, settings.outputStride()));
    append("cls_token", new ClassToken(width));
    append("pos_embed", new Positions(grid, width), last, PATCHES);
  }

  private void block(String name) {
    String input = last;
    append(name + ".norm1", new LayerNorm(width));
    append(name + ".attn", new Attention(width, width / HEAD_WIDTH));
    append(name + ".add1", new Add(), input, last);
    input = last;
    append(name + ".norm2", new LayerNorm(width));
    append(name + ".mlp.fc1", new Linear(width, MLP_EXPANSION * width));
    append(name + ".mlp.act", new Gelu());
    append(name + ".mlp.fc2", new Linear(MLP_EXPANSION * width, width));
    append(name + ".add2", new Add(), input, last);
  }

  private void append(String name, Operation operation) {
    append(name, operation, last);
  }

  private void append(String name, Operation operation, String... inputs) {
    nodes.add(new NetworkNode(name, List.of(inputs), operation));
    last = name;
  }
}
