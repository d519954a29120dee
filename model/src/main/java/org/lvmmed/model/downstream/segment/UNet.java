package org.lvmmed.model.downstream.segment;

import java.util.List;
import org.lvmmed.model.downstream.training.HeadNodes;
import org.lvmmed.model.downstream.training.HeadNodes.Maps;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode.Projection;

/**
 * The expanding half of a U-Net (Ronneberger et al., MICCAI 2015) over an encoder's stages: at each
 * finer resolution upsample, concatenate the encoder's map, convolve 3×3. The images themselves are
 * the last map: the encoder's first one has half their resolution, too coarse for thin structures.
 */
final class UNet {

  /** Channels of the decoder at strides 1, 2, 4, 8, 16: chosen for speed on CPUs. */
  private static final int[] WIDTHS = {16, 32, 48, 64, 128};

  private UNet() {}

  /** One output: logits, batch × classes × rows × columns. */
  static HeadGraph graph(EncoderSettings settings, int classes) {
    HeadNodes nodes = new HeadNodes();
    List<Maps> stages = nodes.stages(settings);
    Maps map = stages.get(stages.size() - 1);
    for (int s = stages.size() - 2; s >= 0; s--) {
      map = join(nodes, map, stages.get(s), "stage" + s);
    }
    map = join(nodes, map, new Maps(NetworkGraph.INPUT, 3, 1), "image");
    Projection logits = new Projection(map.channels(), classes, 0);
    return nodes.graph(List.of(nodes.add("logits", logits, classes, map)));
  }

  private static Maps join(HeadNodes nodes, Maps coarse, Maps skip, String name) {
    Maps fine = nodes.upsampled(name, coarse, skip.stride());
    Maps both = nodes.concatenated(name, fine, skip);
    return nodes.block(name, both, width(skip.stride()), 3);
  }

  private static int width(int stride) {
    return WIDTHS[Integer.numberOfTrailingZeros(stride)];
  }
}
