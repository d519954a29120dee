package org.lvmmed.model.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every objective keeps. */
class ObjectiveTest {

  private static final int CHANNELS = 24;
  private static final int SIDE = 2;

  static Stream<ObjectiveSettings> settings() {
    return SmallObjectives.all();
  }

  @Test
  void everyKindIsTestedAndFoundByItsName() {
    assertThat(settings().map(ObjectiveSettings::kind))
        .containsExactlyInAnyOrderElementsOf(Objectives.names());
    settings()
        .forEach(
            one -> assertThat(Objectives.named(one.kind()).settings()).isEqualTo(one.getClass()));
    assertThatThrownBy(() -> Objectives.named("simsiam"))
        .hasMessageContaining("Invalid objective.kind: simsiam")
        .hasMessageContaining("graph-matching, moco-v2, simclr");
  }

  /** Views of the same images that give the same features, and views of nothing. */
  @ParameterizedTest
  @MethodSource("settings")
  void viewsThatAgreeAreMatchedAndViewsOfNothingAreNot(ObjectiveSettings settings) {
    Objective objective = settings.create(CHANNELS);
    HeadOutputs same = outputs(objective, Samples.twice(Samples.maps(1, 20, CHANNELS, SIDE)));
    HeadOutputs noise = outputs(objective, Samples.maps(2, 40, CHANNELS, SIDE));
    assertThat(same.evaluate(objective, batch(20)).metrics().matchAccuracy()).isEqualTo(1);
    assertThat(noise.evaluate(objective, batch(20)).metrics().matchAccuracy()).isLessThan(0.4);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theSameBatchGivesTheSameBitsAndTheCurvesOfItsKind(ObjectiveSettings settings) {
    Objective objective = settings.create(CHANNELS);
    Objective another = settings.create(CHANNELS);
    HeadOutputs first = outputs(objective, Samples.maps(3, 40, CHANNELS, SIDE));
    HeadOutputs second = outputs(another, Samples.maps(3, 40, CHANNELS, SIDE));
    ObjectiveResult once = first.evaluate(objective, batch(20));
    ObjectiveResult again = second.evaluate(another, batch(20));
    assertThat(second.gradients()).isDeepEqualTo(first.gradients());
    assertThat(again.loss()).isEqualTo(once.loss());
    assertThat(again.curves()).isEqualTo(once.curves());
    assertThat(once.curves().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Objectives.curves(Map.of("objective.kind", settings.kind())).stream()
                .map(Curve::key)
                .toList());
  }

  @Test
  void noCurveRepeatsAnotherWhereThereIsNoMessagePassing() {
    assertThat(curves("gcn")).hasSize(1);
    assertThat(curves("none")).isEmpty();
    assertThat(Objectives.curves(Map.of("objective.kind", "of another version"))).isEmpty();
  }

  private static List<Curve> curves(String messagePassing) {
    return Objectives.curves(
        Map.of(
            "objective.kind",
            "graph-matching",
            "objective.graph-matching.message-passing",
            messagePassing));
  }

  /** Features alone, without an encoder, follow the gradient towards a perfect matching. */
  @ParameterizedTest
  @MethodSource("settings")
  void descendingTheGradientOnTheFeaturesRaisesTheAccuracy(ObjectiveSettings settings) {
    Objective objective = settings.create(CHANNELS);
    HeadOutputs outputs = outputs(objective, Samples.maps(4, 32, CHANNELS, SIDE));
    PairBatch batch = batch(16);
    double before = outputs.evaluate(objective, batch).metrics().matchAccuracy();
    for (int step = 0; step < 80; step++) {
      // The same noise at each step would be learnt instead of the features.
      outputs.evaluate(
          objective,
          new PairBatch(32, batch.positions(), batch.graphs(), List.of(), new long[] {step}));
      outputs.descend(0.03f);
    }
    assertThat(before).isLessThan(0.5);
    double after = outputs.evaluate(objective, batch).metrics().matchAccuracy();
    assertThat(1 - after).isLessThan((1 - before) / 2);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void anEmbeddingThatIsNotFiniteIsADivergenceThatNamesTheImage(ObjectiveSettings settings) {
    Objective objective = settings.create(CHANNELS);
    float[] maps = Samples.maps(1, 8, CHANNELS, SIDE);
    maps[5 * CHANNELS * SIDE * SIDE + 3] = Float.NaN;
    HeadOutputs outputs = outputs(objective, maps);
    assertThatThrownBy(() -> outputs.evaluate(objective, batch(4)))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("image 5")
        .hasMessageContaining("learning-rate");
  }

  /** Below {@code pretrain.collapse-std}, 0.05, a run ends. */
  @ParameterizedTest
  @MethodSource("settings")
  void imagesThatAllLookTheSameShowAsACollapse(ObjectiveSettings settings) {
    Objective objective = settings.create(CHANNELS);
    float[] one = Samples.maps(7, 1, CHANNELS, SIDE);
    float[] maps = new float[40 * one.length];
    for (int i = 0; i < maps.length; i++) {
      maps[i] = one[i % one.length];
    }
    assertThat(outputs(objective, maps).evaluate(objective, batch(20)).metrics().std())
        .isLessThan(0.05);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void whatAStepChangesGoesOnInAnotherObjectiveWithTheSameBits(ObjectiveSettings settings) {
    Objective one = settings.create(CHANNELS);
    outputs(one, Samples.maps(5, 40, CHANNELS, SIDE)).evaluate(one, batch(20));
    Objective other = settings.create(CHANNELS);
    other.setState(one.state());
    other.setOwnState(one.ownState());
    HeadOutputs first = outputs(one, Samples.maps(6, 40, CHANNELS, SIDE));
    HeadOutputs second = outputs(other, Samples.maps(6, 40, CHANNELS, SIDE));
    assertThat(second.evaluate(other, batch(20)).loss())
        .isEqualTo(first.evaluate(one, batch(20)).loss());
    assertThat(second.gradients()).isDeepEqualTo(first.gradients());
    assertThat(other.state()).isEqualTo(one.state());
    assertThat(other.ownState()).isEqualTo(one.ownState());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aStateOfAnotherObjectiveIsRefused(ObjectiveSettings settings) {
    Objective objective = settings.create(CHANNELS);
    objective.setState(objective.state());
    assertThatThrownBy(() -> objective.setState(new float[3]))
        .hasMessageContaining("Invalid state of the objective: 3 values");
    objective.setOwnState(new float[0]);
    assertThatThrownBy(() -> objective.setOwnState(new float[4]))
        .hasMessageContaining("Invalid own state of the objective: 4 values");
  }

  private static HeadOutputs outputs(Objective objective, float[] maps) {
    return HeadOutputs.of(objective, maps, CHANNELS, SIDE);
  }

  private static PairBatch batch(int pairs) {
    return Samples.samePlaces(pairs, SIDE * SIDE, 16);
  }
}
