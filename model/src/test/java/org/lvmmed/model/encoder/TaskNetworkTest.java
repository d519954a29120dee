package org.lvmmed.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.encoder.NetworkNode.Add;
import org.lvmmed.model.encoder.NetworkNode.BatchNorm;
import org.lvmmed.model.encoder.NetworkNode.Concatenate;
import org.lvmmed.model.encoder.NetworkNode.Convolution;
import org.lvmmed.model.encoder.NetworkNode.GlobalMean;
import org.lvmmed.model.encoder.NetworkNode.Projection;
import org.lvmmed.model.encoder.NetworkNode.Upsample;
import org.lvmmed.model.encoder.TaskNetwork.Rates;

class TaskNetworkTest {

  private static final EncoderSettings SETTINGS =
      new EncoderSettings(Architecture.RESNET18, 32, 16);

  private final float[] images = Waves.images(4, 32);

  /** All kinds of nodes and two outputs. */
  private static HeadGraph head() {
    List<NetworkNode> nodes = new ArrayList<>();
    nodes.add(node("up", new Upsample(), "layer4.1.relu"));
    nodes.add(node("join", new Concatenate(), "head.up", "layer2.1.relu"));
    nodes.add(node("conv", new Convolution(640, 8, 3, 1), "head.join"));
    nodes.add(node("bn", new BatchNorm(8), "head.conv"));
    nodes.add(node("first", new Projection(8, 2, -1), "head.bn"));
    nodes.add(node("side", new Convolution(128, 8, 1, 1), "layer2.1.relu"));
    nodes.add(node("sum", new Add(), "head.side", "head.bn"));
    nodes.add(node("mean", new GlobalMean(), "head.sum"));
    nodes.add(node("second", new Projection(8, 3, 0), "head.mean"));
    return new HeadGraph(nodes, List.of("head.first", "head.second"));
  }

  private static NetworkNode node(String name, NetworkNode.Operation operation, String... inputs) {
    return new NetworkNode("head." + name, List.of(inputs), operation);
  }

  private static float[] encoder() {
    try (Encoder encoder = Encoders.create(SETTINGS, 5)) {
      return encoder.parameters();
    }
  }

  private static Dl4jTaskNetwork network() {
    return (Dl4jTaskNetwork) TaskNetworks.onEncoder(SETTINGS, encoder(), head(), 7);
  }

  private static final OutputsObjective DISTANCE =
      (outputs, gradients) -> {
        double loss = 0;
        for (int o = 0; o < outputs.length; o++) {
          loss += Waves.DISTANCE.evaluate(outputs[o], gradients[o]);
        }
        return loss;
      };

  @Test
  void theEncodersWeightsAreInTheirPlacesUnderAHead() {
    HeadGraph pooling =
        new HeadGraph(
            List.of(node("mean", new GlobalMean(), "layer4.1.relu")), List.of("head.mean"));
    try (Encoder encoder = Encoders.create(SETTINGS, 5);
        TaskNetwork network = TaskNetworks.onEncoder(SETTINGS, encoder.parameters(), pooling, 7)) {
      float[] maps = encoder.features(images, 4, 32, 32);
      float[] means = network.outputs(images, 4, 32, 32)[0];

      assertThat(means).hasSize(4 * 512);
      for (int i = 0; i < means.length; i++) {
        double sum = 0;
        for (int p = 0; p < 4; p++) {
          sum += maps[4 * i + p];
        }
        assertThat(means[i]).isCloseTo((float) (sum / 4), within(1e-4f));
      }
    }
  }

  @Test
  void theSlopeAlongATensorsGradientIsItsNormThroughBothOutputs() {
    try (Dl4jTaskNetwork network = network()) {
      float[] gradient = network.gradient(images, 4, 32, 32, DISTANCE);
      for (String name :
          List.of(
              "conv1.weight",
              "layer4.1.bn2.weight",
              "head.conv.weight",
              "head.side.weight",
              "head.first.bias",
              "head.second.weight")) {
        ParameterTensor tensor = network.layout().tensor(name);
        double norm = norm(gradient, tensor);
        double step = 2e-4 / norm;
        double up = lossMovedBy(network, tensor, gradient, step / norm);
        double down = lossMovedBy(network, tensor, gradient, -step / norm);
        assertThat((up - down) / (2 * step)).as(name).isCloseTo(norm, within(0.05 * norm));
      }
    }
  }

  private double lossMovedBy(
      Dl4jTaskNetwork network, ParameterTensor tensor, float[] direction, double factor) {
    float[] start = network.parameters();
    float[] moved = start.clone();
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      moved[i] += (float) (factor * direction[i]);
    }
    network.setParameters(moved);
    double[] loss = new double[1];
    network.gradient(
        images, 4, 32, 32, (outputs, slopes) -> loss[0] = DISTANCE.evaluate(outputs, slopes));
    network.setParameters(start);
    return loss[0];
  }

  private static double norm(float[] gradient, ParameterTensor tensor) {
    double sum = 0;
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      sum += (double) gradient[i] * gradient[i];
    }
    return Math.sqrt(sum);
  }

  /** Adam's first step is the learning rate, whatever the gradient. */
  @Test
  void encoderAndHeadLearnAtTheirOwnRates() {
    try (Dl4jTaskNetwork network = network()) {
      float[] before = network.parameters();
      network.step(images, 4, 32, 32, new Rates(1e-3, 1e-2, 1), DISTANCE);
      float[] after = network.parameters();

      for (ParameterTensor tensor : network.layout().tensors()) {
        if (!tensor.isStatistic()) {
          double rate = tensor.name().startsWith("head.") ? 1e-2 : 1e-3;
          assertThat(largestChange(before, after, tensor))
              .as(tensor.name())
              .isCloseTo(rate, within(0.1 * rate));
        }
      }
    }
  }

  @Test
  void aFrozenEncoderKeepsItsWeightsAndALossThatIsNotFiniteChangesNothing() {
    try (Dl4jTaskNetwork network = network()) {
      float[] before = network.parameters();
      network.step(images, 4, 32, 32, new Rates(0, 1e-2, 1), (o, g) -> Double.NaN);
      assertThat(network.parameters()).isEqualTo(before);

      network.step(images, 4, 32, 32, new Rates(0, 1e-2, 1), DISTANCE);
      float[] after = network.parameters();
      for (ParameterTensor tensor : network.layout().tensors()) {
        boolean moves = tensor.name().startsWith("head.") || tensor.isStatistic();
        assertThat(largestChange(before, after, tensor) > 0).as(tensor.name()).isEqualTo(moves);
      }
    }
  }

  private static double largestChange(float[] before, float[] after, ParameterTensor tensor) {
    double largest = 0;
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      largest = Math.max(largest, Math.abs(after[i] - before[i]));
    }
    return largest;
  }
}
