package org.lvmmed.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.lvmmed.model.network.SmallNetwork.IMAGES;
import static org.lvmmed.model.network.SmallNetwork.open;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine refuses, and that it goes on afterwards. */
class NetworkRefusalTest {

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void aLossThatIsNotFiniteOrFailsChangesNothingAndTheNetworkGoesOn(String engine) {
    try (Network network = open(engine)) {
      State before = network.state();
      network.step(IMAGES, Rates.of(1e-2), outputs -> Double.NaN);
      assertThat(network.state().values()).isEqualTo(before.values());
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  network.step(
                      IMAGES,
                      Rates.of(1e-2),
                      outputs -> {
                        throw new IllegalStateException("not today");
                      }))
          .withMessage("not today");
      assertThat(network.state().values()).isEqualTo(before.values());
      assertThat(network.step(IMAGES, Rates.of(1e-2), Waves.DISTANCE)).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void aLossThatCallsItsNetworkIsToldSo(String engine) {
    try (Network network = open(engine)) {
      assertThatIllegalStateException()
          .isThrownBy(
              () -> network.step(IMAGES, Rates.of(1e-3), outputs -> network.parameters().length))
          .withMessage("A loss must not call the network that evaluates it");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void whatDoesNotFitIsRefused(String engine) {
    try (Network network = open(engine)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Inputs.images(new float[5 * 3 * 32 * 32], 4, 32))
          .withMessage("A batch of 4 inputs of 3×32×32 has 12288 values, not 15360");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.outputs(new Inputs(new float[32 * 32], 1, 1, 32, 32)))
          .withMessage("Inputs have 1 channels, the network takes 3");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.load(new State(new float[7], 0)))
          .withMessageContaining("7 values where the network has");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.setParameters(new float[7]))
          .withMessageContaining("another architecture");
    }
  }

  @Test
  void anUnknownEngineIsRefusedWithTheOnesThereAre() {
    assertThat(Engines.names()).containsExactly("dl4j", "torch");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Compute.cpu("tensorflow"))
        .withMessage("Invalid encoder.engine: tensorflow (dl4j, torch)");
  }
}
