package org.lvmmed.model.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.HostOutputs;
import org.lvmmed.model.network.Initialisation;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Weights;

/**
 * What an objective looks at, given by its own head on made-up maps, which a test can move.
 *
 * @param values the outputs
 * @param gradients of the last evaluation, same shapes
 * @param ahead what a network that follows sees, same shapes
 * @param ofImages which outputs belong to images rather than to the loss
 */
public record HeadOutputs(
    float[][] values, float[][] gradients, float[][] ahead, List<Boolean> ofImages) {

  private static final float MOMENTUM = 0.9f;

  /**
   * @param maps images × channels × side × side
   */
  public static HeadOutputs of(Objective objective, float[] maps, int channels, int side) {
    HeadGraph head = objective.head(NetworkGraph.INPUT);
    NetworkGraph graph = NetworkGraph.of(channels, head);
    Set<String> matrices =
        head.nodes().stream()
            .filter(node -> node.operation() instanceof Weights)
            .map(NetworkNode::name)
            .collect(Collectors.toSet());
    List<Boolean> ofImages = new ArrayList<>();
    head.outputs().forEach(name -> ofImages.add(!matrices.contains(name)));
    int images = maps.length / (channels * side * side);
    try (Network network = Compute.cpu("torch").open(graph, Initialisation.draw(graph, 77))) {
      float[][] values = network.outputs(new Inputs(maps, images, channels, side, side));
      return new HeadOutputs(values, copy(values), copy(values), ofImages);
    }
  }

  private static float[][] copy(float[][] values) {
    return Arrays.stream(values).map(float[]::clone).toArray(float[][]::new);
  }

  public ObjectiveResult evaluate(Objective objective, PairBatch batch) {
    for (float[] gradient : gradients) {
      Arrays.fill(gradient, 0);
    }
    MomentumOutputs following = new MomentumOutputs(ahead, batch.images());
    return objective.evaluate(
        new ObjectiveInput(
            new HostOutputs(values, gradients), batch, Progress.START, following, false));
  }

  /** Follows the gradient of what belongs to images by steps of one length. */
  void descend(float length) {
    for (int o = 0; o < values.length; o++) {
      for (int i = 0; ofImages.get(o) && i < values[o].length; i++) {
        values[o][i] -= length * Math.signum(gradients[o][i]);
        ahead[o][i] = MOMENTUM * ahead[o][i] + (1 - MOMENTUM) * values[o][i];
      }
    }
  }
}
