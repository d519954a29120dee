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
 * Vision transformers (Dosovitskiy et al., "An Image is Worth 16×16 Words", ICLR 2021) that end in
 * the normalised tokens of the patches as a map: no classifier. The class token takes part in
 * attention and is left out of the map.
 *
 * <p>Layout and names are timm's. The patch size is the output stride. Positions are learned for
 * the grid of the input size and resized for other inputs.
 */
final class VisionTransformer {

  static final int DEPTH = 12;

  private static final int HEAD_WIDTH = 64;
  private static final int MLP_EXPANSION = 4;

  /** The node whose map the tokens are laid out as. */
  static final String PATCHES = "patch_embed.proj";

  private static final String MAP = "map";

  private final EncoderSettings settings;
  private final int width;
  private final List<NetworkNode> nodes = new ArrayList<>();
  private String last = NetworkGraph.INPUT;

  private VisionTransformer(EncoderSettings settings) {
    this.settings = settings;
    this.width = settings.architecture().features();
  }

  /** From images B×3×H×W to the feature map B×D×R×S. */
  static NetworkGraph graph(EncoderSettings settings) {
    VisionTransformer net = new VisionTransformer(settings);
    net.embedding();
    for (int block = 0; block < DEPTH; block++) {
      net.block("blocks." + block);
    }
    net.append("norm", new LayerNorm(net.width));
    net.append(MAP, new TokenMap(), net.last, PATCHES);
    return new NetworkGraph(3, net.nodes, List.of(net.last));
  }

  static MapShape mapShape(EncoderSettings settings, int rows, int columns) {
    int patch = settings.outputStride();
    return new MapShape(settings.architecture().features(), rows / patch, columns / patch);
  }

  /**
   * Tokens after a quarter, a half and three quarters of the blocks, of which heads make finer maps
   * (as UNETR and ViTDet do: a transformer has one resolution), then the last map.
   */
  static List<Stage> stages(EncoderSettings settings) {
    int width = settings.architecture().features();
    int patch = settings.outputStride();
    List<Stage> stages = new ArrayList<>();
    for (int quarter = 1; quarter < 4; quarter++) {
      String tokens = "blocks.%d.add2".formatted(quarter * DEPTH / 4 - 1);
      stages.add(new Stage(tokens, width, patch >> (3 - quarter), PATCHES));
    }
    stages.add(new Stage(MAP, width, patch));
    return stages;
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
