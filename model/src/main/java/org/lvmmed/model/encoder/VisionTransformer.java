package org.lvmmed.model.encoder;

import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode.Attention;
import org.lvmmed.model.network.NetworkNode.ClassToken;
import org.lvmmed.model.network.NetworkNode.PatchEmbedding;
import org.lvmmed.model.network.NetworkNode.Positions;

/**
 * A vision transformer (Dosovitskiy et al., "An Image is Worth 16×16 Words", ICLR 2021) under
 * construction. It ends in the normalised tokens of the patches as a map: no classifier. The class
 * token takes part in attention and is left out of the map.
 */
final class VisionTransformer {

  private final int width;
  private final EncoderSettings settings;
  private final TransformerNodes nodes;

  VisionTransformer(int width, EncoderSettings settings) {
    this.width = width;
    this.settings = settings;
    this.nodes = new TransformerNodes(width);
  }

  /** From images B×3×H×W to the feature map B×D×R×S. */
  NetworkGraph graph() {
    embedding();
    for (int block = 0; block < PatchFamily.DEPTH; block++) {
      block("blocks." + block);
    }
    nodes.appendNorm("norm");
    return nodes.graph(true);
  }

  private void embedding() {
    int grid = settings.inputSize() / settings.outputStride();
    nodes.append(PatchFamily.PATCHES, new PatchEmbedding(3, width, settings.outputStride()));
    nodes.append("cls_token", new ClassToken(width));
    nodes.appendOnPatches("pos_embed", new Positions(grid, width));
  }

  private void block(String name) {
    String input = nodes.last();
    nodes.appendNorm(name + ".norm1");
    nodes.append(name + ".attn", new Attention(width, width / TransformerNodes.HEAD_WIDTH));
    nodes.appendSum(name + ".add1", input);
    nodes.appendMlp(name);
  }
}
