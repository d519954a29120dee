package org.lvmmed.model.encoder;

import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode.PatchEmbedding;
import org.lvmmed.model.network.NetworkNode.PlacedTokens;
import org.lvmmed.model.network.NetworkNode.WindowAttention;

/**
 * SAM's image encoder (Kirillov et al., "Segment Anything", ICCV 2023) under construction: a vision
 * transformer without class token, whose blocks attend within windows but for the last of each
 * quarter, which attends to all positions. It ends in the last block's tokens as a map.
 */
final class SamTransformer {

  private static final int WINDOW = 14;

  /** Blocks of which the last attends to all positions. */
  private static final int QUARTER = PatchFamily.DEPTH / 4;

  private final int width;
  private final EncoderSettings settings;
  private final TransformerNodes nodes;

  SamTransformer(int width, EncoderSettings settings) {
    this.width = width;
    this.settings = settings;
    this.nodes = new TransformerNodes(width);
  }

  /** From images B×3×H×W to the feature map B×D×R×S. */
  NetworkGraph graph() {
    nodes.append(PatchFamily.PATCHES, new PatchEmbedding(3, width, settings.outputStride()));
    nodes.append("pos_embed", new PlacedTokens(grid(), width));
    for (int block = 0; block < PatchFamily.DEPTH; block++) {
      block("blocks." + block, block % QUARTER == QUARTER - 1 ? 0 : WINDOW);
    }
    return nodes.graph(false);
  }

  private int grid() {
    return settings.inputSize() / settings.outputStride();
  }

  private void block(String name, int window) {
    String input = nodes.last();
    int heads = width / TransformerNodes.HEAD_WIDTH;
    nodes.appendNorm(name + ".norm1");
    nodes.appendOnPatches(name + ".attn", new WindowAttention(width, heads, window, grid()));
    nodes.appendSum(name + ".add1", input);
    nodes.appendMlp(name);
  }
}
