package org.lvmmed.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.lvmmed.model.network.SmallNetwork.IMAGES;
import static org.lvmmed.model.network.SmallNetwork.assertClose;
import static org.lvmmed.model.network.SmallNetwork.open;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state of a network, on every engine and from one to the other. */
class NetworkStateTest {

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void aFreshNetworkHoldsWhatItWasGiven(String engine) {
    float[] start = Initialisation.draw(SmallNetwork.GRAPH, 7);
    try (Network network = open(engine)) {
      assertThat(network.parameters()).isEqualTo(start);
      State state = network.state();
      assertThat(state.iteration()).isZero();
      assertThat(state.values())
          .hasSize(SmallNetwork.GRAPH.layout().stateLength())
          .startsWith(start);
      assertThat(Arrays.copyOfRange(state.values(), start.length, state.values().length))
          .containsOnly(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void anotherNetworkContinuesFromASavedStateBitForBit(String engine) {
    try (Network first = open(engine);
        Network second = open(engine)) {
      first.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      second.step(IMAGES, Rates.of(1e-2), Waves.DISTANCE);
      second.load(first.state());
      double expected = first.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      assertThat(second.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE)).isEqualTo(expected);
      assertThat(second.state().values()).isEqualTo(first.state().values());
    }
  }

  @Test
  void aStateOfOneEngineIsLoadedByTheOther() {
    try (Network dl4j = open("dl4j");
        Network torch = open("torch")) {
      for (int i = 0; i < 3; i++) {
        dl4j.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      }
      torch.load(dl4j.state());
      assertThat(torch.state().values()).isEqualTo(dl4j.state().values());
      assertThat(torch.state().iteration()).isEqualTo(3);
      float[][] expected = dl4j.outputs(IMAGES);
      float[][] actual = torch.outputs(IMAGES);
      for (int o = 0; o < expected.length; o++) {
        assertClose("output " + o, actual[o], expected[o], 1e-4);
      }
      torch.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
      dl4j.load(torch.state());
      assertThat(dl4j.state().values()).isEqualTo(torch.state().values());
      assertThat(dl4j.state().iteration()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void whatAStepWouldSeeIsShownAndRunningStatisticsAloneMove(String engine) {
    try (Network network = open(engine);
        Network other = open(engine)) {
      network.step(IMAGES, Rates.of(1e-2), Waves.DISTANCE);
      other.load(network.state());
      State before = network.state();
      float[][] shown = network.observe(IMAGES);
      float[][] seen = new float[shown.length][];
      other.step(
          IMAGES,
          Rates.of(1e-2),
          outputs -> {
            for (int o = 0; o < seen.length; o++) {
              seen[o] = outputs.values(o).clone();
            }
            return 0;
          });
      for (int o = 0; o < seen.length; o++) {
        assertClose("output " + o, shown[o], seen[o], 1e-6);
      }
      State after = network.state();
      StateLayout layout = network.layout();
      assertThat(after.iteration()).isEqualTo(1);
      assertThat(part(after, 0, layout.weightCount()))
          .isEqualTo(part(before, 0, layout.weightCount()));
      assertThat(part(after, layout.parameterCount(), layout.stateLength()))
          .isEqualTo(part(before, layout.parameterCount(), layout.stateLength()));
      assertThat(part(after, layout.weightCount(), layout.parameterCount()))
          .isEqualTo(part(other.state(), layout.weightCount(), layout.parameterCount()))
          .isNotEqualTo(part(before, layout.weightCount(), layout.parameterCount()));
    }
  }

  private static float[] part(State state, int from, int to) {
    return Arrays.copyOfRange(state.values(), from, to);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void aNetworkFollowsAnotherByItsWeightsAlone(String engine) {
    try (Network follower = open(engine);
        Network other = open(engine)) {
      other.step(IMAGES, Rates.of(1e-2), Waves.DISTANCE);
      State before = follower.state();
      float[] ahead = other.parameters();
      follower.follow(other, 0.75);
      float[] after = follower.state().values();
      StateLayout layout = follower.layout();
      for (int i = 0; i < layout.weightCount(); i++) {
        double expected = 0.75 * before.values()[i] + 0.25 * ahead[i];
        assertThat((double) after[i]).isCloseTo(expected, offset(1e-6));
      }
      assertThat(Arrays.copyOfRange(after, layout.weightCount(), after.length))
          .isEqualTo(
              Arrays.copyOfRange(before.values(), layout.weightCount(), before.values().length));
      assertThat(other.parameters()).isEqualTo(ahead);
    }
  }
}
