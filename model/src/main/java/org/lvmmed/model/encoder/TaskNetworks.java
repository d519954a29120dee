package org.lvmmed.model.encoder;

import java.util.Arrays;
import java.util.Random;
import org.lvmmed.model.encoder.NetworkNode.Projection;

/** Makes {@link TaskNetwork}s. */
public final class TaskNetworks {

  /** Small, so that a head's first outputs are its biases (Lin et al., ICCV 2017). */
  private static final double PROJECTION_DEVIATION = 0.01;

  private TaskNetworks() {}

  /**
   * A head on a copy of an encoder. Convolutions of the head are drawn by He's rule; the same seed
   * gives the same bits.
   *
   * @param encoder flat parameters as {@link Encoder#parameters()} gives them
   */
  public static TaskNetwork onEncoder(
      EncoderSettings settings, float[] encoder, HeadGraph head, long seed) {
    Dl4jTaskNetwork network = new Dl4jTaskNetwork(() -> Dl4jGraph.withHead(settings, head), 3);
    try {
      float[] parameters = drawn(network.layout(), head, seed);
      copy(Encoders.layout(settings), encoder, network.layout(), parameters);
      network.setParameters(parameters);
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /**
   * A head alone.
   *
   * @param channels of its input
   */
  public static TaskNetwork alone(HeadGraph head, int channels, double weightDecay, long seed) {
    Dl4jTaskNetwork network =
        new Dl4jTaskNetwork(() -> Dl4jGraph.headAlone(head, weightDecay), channels);
    network.setParameters(drawn(network.layout(), head, seed));
    return network;
  }

  private static float[] drawn(ParameterLayout layout, HeadGraph head, long seed) {
    float[] parameters = HeInitialisation.draw(layout, seed);
    Random random = new Random(seed);
    for (NetworkNode node : head.nodes()) {
      if (node.operation() instanceof Projection projection) {
        ParameterTensor weight = layout.tensor(node.name() + ".weight");
        for (int i = weight.offset(); i < weight.end(); i++) {
          parameters[i] = (float) (PROJECTION_DEVIATION * random.nextGaussian());
        }
        ParameterTensor bias = layout.tensor(node.name() + ".bias");
        Arrays.fill(parameters, bias.offset(), bias.end(), (float) projection.firstBias());
      }
    }
    return parameters;
  }

  /** By name: a head's layers may lie between the encoder's. */
  private static void copy(ParameterLayout from, float[] source, ParameterLayout to, float[] out) {
    if (source.length != from.length()) {
      throw new IllegalArgumentException(
          "Invalid encoder: %d parameters, its architecture has %d"
              .formatted(source.length, from.length()));
    }
    for (ParameterTensor tensor : from.tensors()) {
      int offset = to.tensor(tensor.name()).offset();
      System.arraycopy(source, tensor.offset(), out, offset, tensor.length());
    }
  }
}
