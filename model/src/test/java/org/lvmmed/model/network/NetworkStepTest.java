package org.lvmmed.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lvmmed.model.network.SmallNetwork.IMAGES;
import static org.lvmmed.model.network.SmallNetwork.largestChange;
import static org.lvmmed.model.network.SmallNetwork.open;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.network.NetworkNode.BatchNorm;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.network.NetworkNode.Weights;

/** Optimiser steps on every engine. */
class NetworkStepTest {

  /** The gradient of a matrix that is its own output is exactly the given one. */
  @Test
  void theSameGradientGivesTheSameNextStateOnBothEngines() {
    NetworkGraph matrix =
        new NetworkGraph(
            3,
            List.of(
                new NetworkNode("conv", List.of(NetworkGraph.INPUT), new Convolution(3, 2, 1, 1)),
                new NetworkNode("head.matrix", List.of(), new Weights(8, 9))),
            List.of("conv", "head.matrix"));
    List<float[]> states = new ArrayList<>();
    for (String engine : List.of("dl4j", "torch")) {
      try (Network network = Compute.cpu(engine).open(matrix, Initialisation.draw(matrix, 3))) {
        for (int step = 0; step < 5; step++) {
          int seed = step;
          network.step(
              IMAGES,
              new Rates(1e-3, 2e-3, 0.7),
              Loss.onHost(
                  (outputs, gradients) -> {
                    for (int i = 0; i < gradients[1].length; i++) {
                      gradients[1][i] = (float) (Math.sin(i * 0.7 + seed) * Math.exp(-i * 0.3));
                    }
                    return 1;
                  }));
        }
        assertThat(network.state().iteration()).isEqualTo(5);
        states.add(network.state().values());
      }
    }
    for (int i = 0; i < states.get(0).length; i++) {
      float expected = states.get(0)[i];
      assertThat(states.get(1)[i])
          .as("value %d", i)
          .isCloseTo(expected, within(1e-4f * Math.max(Math.abs(expected), 1e-6f)));
    }
  }

  /** Against Adam written out in double. */
  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void aStepIsAdams(String engine) {
    NetworkGraph matrix =
        new NetworkGraph(
            3,
            List.of(
                new NetworkNode("conv", List.of(NetworkGraph.INPUT), new Convolution(3, 2, 1, 1)),
                new NetworkNode("head.matrix", List.of(), new Weights(1, 3))),
            List.of("conv", "head.matrix"));
    double[] slopes = {1, -1e-3, 1e-9};
    double[] m = new double[3];
    double[] v = new double[3];
    try (Network network = Compute.cpu(engine).open(matrix, Initialisation.draw(matrix, 3))) {
      ParameterTensor tensor = matrix.layout().tensor("head.matrix");
      double[] expected = new double[3];
      for (int i = 0; i < 3; i++) {
        expected[i] = network.parameters()[tensor.offset() + i];
      }
      for (int t = 1; t <= 3; t++) {
        network.step(
            IMAGES,
            Rates.of(0.01),
            Loss.onHost(
                (outputs, gradients) -> {
                  for (int i = 0; i < 3; i++) {
                    gradients[1][i] = (float) slopes[i];
                  }
                  return 1;
                }));
        for (int i = 0; i < 3; i++) {
          m[i] = 0.9 * m[i] + 0.1 * slopes[i];
          v[i] = 0.999 * v[i] + 0.001 * slopes[i] * slopes[i];
          double mean = m[i] / (1 - Math.pow(0.9, t));
          double root = Math.sqrt(v[i] / (1 - Math.pow(0.999, t)));
          expected[i] -= 0.01 * mean / (root + 1e-8);
        }
      }
      for (int i = 0; i < 3; i++) {
        assertThat(network.parameters()[tensor.offset() + i])
            .isCloseTo((float) expected[i], within(2e-6f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void stepsLowerTheLoss(String engine) {
    try (Network network = open(engine)) {
      double first = network.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      double last = first;
      for (int i = 0; i < 5; i++) {
        last = network.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      }
      assertThat(last).isLessThan(0.9 * first);
      assertThat(network.state().iteration()).isEqualTo(6);
    }
  }

  /**
   * Both move a running statistic by a tenth of the way to the batch's. The batch's variance is
   * divided by n with Deeplearning4j and by n − 1 with torch.
   */
  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void runningStatisticsFollowEachLibrarysRule(String engine) {
    NetworkGraph norm =
        new NetworkGraph(
            1,
            List.of(new NetworkNode("bn", List.of(NetworkGraph.INPUT), new BatchNorm(1))),
            List.of("bn"));
    try (Network network = Compute.cpu(engine).open(norm, Initialisation.draw(norm, 1))) {
      network.step(
          new Inputs(new float[] {1, 2, 3, 6}, 1, 1, 2, 2), Rates.of(1e-3), Waves.DISTANCE);
      float[] parameters = network.parameters();
      double squares = 4 + 1 + 0 + 9;
      double variance = engine.equals("torch") ? squares / 3 : squares / 4;
      assertThat(parameters[norm.layout().tensor("bn.running_mean").offset()])
          .isCloseTo(0.3f, within(1e-5f));
      assertThat(parameters[norm.layout().tensor("bn.running_var").offset()])
          .isCloseTo((float) (0.9 + 0.1 * variance), within(1e-5f));
    }
  }

  /** Adam's first step is the learning rate, whatever the gradient. */
  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void encoderAndHeadLearnAtTheirOwnRates(String engine) {
    try (Network network = open(engine)) {
      float[] before = network.parameters();
      network.step(IMAGES, new Rates(1e-3, 1e-2, 1), Waves.DISTANCE);
      float[] after = network.parameters();
      for (ParameterTensor tensor : network.layout().weights()) {
        double rate = tensor.isHead() ? 1e-2 : 1e-3;
        assertThat(largestChange(before, after, tensor))
            .as(tensor.name())
            .isCloseTo(rate, within(0.1 * rate));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void aFrozenEncoderKeepsItsWeights(String engine) {
    try (Network network = open(engine)) {
      float[] before = network.parameters();
      network.step(IMAGES, new Rates(0, 1e-2, 1), Waves.DISTANCE);
      float[] after = network.parameters();
      for (ParameterTensor tensor : network.layout().tensors()) {
        boolean moves = tensor.isHead() || network.layout().statistics().contains(tensor);
        assertThat(largestChange(before, after, tensor) > 0).as(tensor.name()).isEqualTo(moves);
      }
    }
  }
}
