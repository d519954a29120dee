package org.lvmmed.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.lvmmed.model.network.SmallNetwork.BATCH;
import static org.lvmmed.model.network.SmallNetwork.IMAGES;
import static org.lvmmed.model.network.SmallNetwork.assertClose;
import static org.lvmmed.model.network.SmallNetwork.open;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.network.Compute.Device;

/** What goes out of a network, on every engine. */
class NetworkOutputsTest {

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void outputsComeInTheGraphsOrderAndShapes(String engine) {
    try (Network network = open(engine)) {
      float[][] outputs = network.outputs(IMAGES);
      assertThat(outputs).hasNumberOfRows(4);
      assertThat(outputs[0]).hasSize(BATCH * 2 * 8 * 8);
      assertThat(outputs[1]).hasSize(BATCH * 16 * 4 * 4);
      assertThat(outputs[2]).hasSize(4 * 5);
      assertThat(outputs[3]).hasSize(BATCH * 3);
      ParameterTensor matrix = SmallNetwork.GRAPH.layout().tensor("head.matrix");
      assertThat(outputs[2])
          .isEqualTo(Arrays.copyOfRange(network.parameters(), matrix.offset(), matrix.end()));
    }
  }

  @Test
  void theSameWeightsGiveTheSameOutputsAndGradientsOnBothEngines() {
    try (Network one = open("dl4j");
        Network other = open("torch")) {
      float[][] expected = one.outputs(IMAGES);
      float[][] actual = other.outputs(IMAGES);
      for (int o = 0; o < expected.length; o++) {
        assertClose("output " + o, actual[o], expected[o], 1e-4);
      }
      assertClose(
          "gradient",
          other.gradient(IMAGES, Waves.DISTANCE),
          one.gradient(IMAGES, Waves.DISTANCE),
          1e-4);
    }
  }

  @Test
  void bfloat16StaysNearFloat32AndDeeplearning4jRefusesIt() {
    Compute narrow = new Compute("torch", Device.CPU, Precision.BFLOAT16);
    float[] start = Initialisation.draw(SmallNetwork.GRAPH, 7);
    try (Network wide = open("torch");
        Network network = narrow.open(SmallNetwork.GRAPH, start)) {
      assertThat(network.parameters()).isEqualTo(start);
      float[][] expected = wide.outputs(IMAGES);
      float[][] actual = network.outputs(IMAGES);
      for (int o = 0; o < expected.length; o++) {
        assertClose("output " + o, actual[o], expected[o], 0.05);
      }
      double first = network.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      assertThat(first).isCloseTo(loss(wide), within(0.05 * first));
      State state = network.state();
      wide.load(state);
      assertThat(wide.state().values()).isEqualTo(state.values());
    }
    assertThatIllegalStateException()
        .isThrownBy(
            () -> new Compute("dl4j", Device.CPU, Precision.BFLOAT16).open(SmallNetwork.GRAPH))
        .withMessageContaining("encoder.precision is bfloat16")
        .withMessageContaining("encoder.engine = torch");
  }

  private static double loss(Network network) {
    double[] loss = new double[1];
    network.gradient(IMAGES, outputs -> loss[0] = Waves.DISTANCE.evaluate(outputs));
    return loss[0];
  }
}
