package org.lvmmed.model.downstream.detect;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.downstream.training.HeadNodes;
import org.lvmmed.model.downstream.training.HeadNodes.Maps;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.NetworkNode.Add;
import org.lvmmed.model.network.NetworkNode.Projection;

/**
 * A feature pyramid (Lin et al., CVPR 2017) over the encoder's maps of stride 8 and more, and on
 * each level a tower of convolutions that says for every position which classes lie there and how
 * far their box reaches. Levels share no weights, which the network library cannot do.
 */
final class FeaturePyramid {

  private static final int FINEST = 8;
  private static final int WIDTH = 64;
  private static final int TOWER = 2;

  /** So that at first nothing is an object: σ(−4.6) = 0.01 (Lin et al., ICCV 2017). */
  private static final double CLASS_BIAS = -Math.log(99);

  /** So that at first boxes reach e positions to each side. */
  private static final double REACH_BIAS = 1;

  private FeaturePyramid() {}

  /** Strides of the levels, finest first. */
  static int[] strides(EncoderSettings settings) {
    return levels(new HeadNodes().stages(settings)).stream().mapToInt(Maps::stride).toArray();
  }

  /**
   * For each level, finest first, two outputs: class logits (batch × classes × positions) and the
   * logarithms of the reaches to left, top, right and bottom (batch × 4 × positions).
   */
  static HeadGraph graph(EncoderSettings settings, int classes) {
    HeadNodes nodes = new HeadNodes();
    List<Maps> levels = levels(nodes.stages(settings));
    List<Maps> outputs = new ArrayList<>();
    Maps coarse = null;
    for (int i = levels.size() - 1; i >= 0; i--) {
      Maps stage = levels.get(i);
      String name = "level" + stage.stride();
      Maps map = nodes.block(name + ".lateral", stage, WIDTH, 1);
      if (coarse != null) {
        Maps fine = nodes.upsampled(name, coarse, stage.stride());
        map = nodes.add(name + ".add", new Add(), WIDTH, map, fine);
      }
      coarse = map;
      outputs.addAll(0, tower(nodes, name, map, classes));
    }
    return nodes.graph(outputs);
  }

  private static List<Maps> tower(HeadNodes nodes, String name, Maps input, int classes) {
    Maps map = input;
    for (int i = 0; i < TOWER; i++) {
      map = nodes.block(name + ".tower" + i, map, WIDTH, 3);
    }
    Projection types = new Projection(WIDTH, classes, CLASS_BIAS);
    Projection reaches = new Projection(WIDTH, 4, REACH_BIAS);
    return List.of(
        nodes.add(name + ".classes", types, classes, map),
        nodes.add(name + ".reaches", reaches, 4, map));
  }

  /** The last stage of each stride. */
  private static List<Maps> levels(List<Maps> stages) {
    List<Maps> levels = new ArrayList<>();
    for (Maps stage : stages) {
      if (!levels.isEmpty() && levels.get(levels.size() - 1).stride() == stage.stride()) {
        levels.remove(levels.size() - 1);
      }
      if (stage.stride() >= FINEST) {
        levels.add(stage);
      }
    }
    return levels;
  }
}
