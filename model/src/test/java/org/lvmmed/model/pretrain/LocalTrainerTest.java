package org.lvmmed.model.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.State;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.Progress;
import org.lvmmed.model.objective.SmallObjectives;
import org.lvmmed.model.objective.contrastive.MoCoSettings;
import org.lvmmed.model.objective.contrastive.SimClrSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.objective.matching.AffinitySettings;
import org.lvmmed.model.objective.matching.GraphMatchingSettings;
import org.lvmmed.model.objective.matching.MessagePassingKind;
import org.lvmmed.model.view.Augmenter;
import org.lvmmed.model.view.Draws;
import org.lvmmed.model.view.View;
import org.lvmmed.model.view.ViewKey;
import org.lvmmed.model.view.ViewSettings;

/** The real encoder on images of random ellipses, 32 px. */
class LocalTrainerTest {

  private static final int SIZE = 32;
  private static final int PAIRS = 16;
  private static final int STEPS = 24;
  private static final int WINDOW = 6;
  private static final EncoderSettings ENCODER =
      new EncoderSettings(Architecture.RESNET18, SIZE, 16);
  private static final List<Raster> IMAGES = images();

  @ParameterizedTest
  @ValueSource(strings = {"graph-matching", "simclr"})
  void trainingRaisesTheMatchingAccuracyAndLowersTheLoss(String kind) {
    try (LocalTrainer trainer = trainer(kind, "torch", 1)) {
      List<StepReport> reports = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        reports.add(step(trainer, step));
      }
      assertThat(loss(reports, STEPS - WINDOW)).isLessThan(0.85 * loss(reports, 0));
      assertThat(accuracy(reports, STEPS - WINDOW)).isGreaterThan(accuracy(reports, 0) + 0.1);
      assertThat(reports.get(STEPS - 1).objective().metrics().std()).isGreaterThan(0.9);
    }
  }

  /** It learns more slowly than a residual network, so it sees the same three batches. */
  @Test
  void aTransformerLearnsToMatch() {
    try (LocalTrainer trainer =
        trainer(Architecture.VIT_SMALL, settings("graph-matching"), "torch", 1)) {
      List<StepReport> reports = new ArrayList<>();
      for (int step = 0; step < 3 * WINDOW; step++) {
        reports.add(step(trainer, step % 3, 1e-4));
      }
      assertThat(accuracy(reports, 2 * WINDOW)).isGreaterThan(accuracy(reports, 0) + 0.2);
      assertThat(loss(reports, 2 * WINDOW)).isLessThan(0.5 * loss(reports, 0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RESNET18, dl4j, graph-matching",
    "RESNET18, torch, graph-matching",
    "VIT_SMALL, torch, graph-matching",
    "RESNET18, torch, simclr",
    "RESNET18, dl4j, moco-v2",
    "RESNET18, torch, moco-v2",
    "RESNET18, torch, barlow-twins",
    "RESNET18, torch, vicregl",
    "RESNET18, torch, dino",
    "RESNET18, torch, swav",
    "RESNET18, torch, deepcluster-v2"
  })
  void aStateLoadedIntoAnotherTrainerGoesOnWithTheSameBits(
      Architecture architecture, String engine, String kind) {
    ObjectiveSettings settings = SmallObjectives.of(kind);
    try (LocalTrainer one = trainer(architecture, settings, engine, 1);
        LocalTrainer other = trainer(architecture, settings, engine, 2)) {
      step(one, 0);
      State state = one.state();
      other.load(state, one.own());
      StepReport expected = step(one, 1);
      StepReport actual = step(other, 1);
      assertThat(actual.named()).isEqualTo(expected.named());
      assertThat(other.state().values()).isEqualTo(one.state().values());
      assertThat(other.own()).isEqualTo(one.own());
      assertThat(state.iteration()).isEqualTo(1);
    }
  }

  /** At momentum 0.9 a step moves the network that follows a tenth of the way. */
  @Test
  void aNetworkThatFollowsIsPartOfTheState() {
    ObjectiveSettings settings = new MoCoSettings(0.2, 0.9, 64, true, ProjectorSettings.standard());
    try (LocalTrainer trainer = trainer(Architecture.RESNET18, settings, "torch", 1)) {
      float[] before = trainer.state().values();
      step(trainer, 0);
      float[] after = trainer.state().values();
      int trained = trainer.layout().stateLength();
      int weights = trainer.layout().weightCount();
      int parameters = trainer.layout().parameterCount();
      assertThat(after).hasSize(trained + parameters).hasSameSizeAs(before);
      for (int i = 0; i < weights; i++) {
        double expected = 0.9 * before[trained + i] + 0.1 * after[i];
        assertThat((double) after[trained + i]).isCloseTo(expected, offset(1e-6));
      }
      // Its running statistics are of what it saw itself.
      assertThat(Arrays.copyOfRange(after, trained + weights, trained + parameters))
          .isNotEqualTo(Arrays.copyOfRange(before, trained + weights, trained + parameters))
          .isNotEqualTo(Arrays.copyOfRange(before, weights, parameters));
      assertThat(trainer.own()).hasSize(1 + 2 * PAIRS * 128);
    }
  }

  /** So what one engine learns the other one learns as well. */
  @Test
  void bothEnginesGoTheSameWayFromTheSameState() {
    try (LocalTrainer one = trainer("simclr", "dl4j", 1);
        LocalTrainer other = trainer("simclr", "torch", 1)) {
      assertThat(other.state().values()).isEqualTo(one.state().values());
      for (int step = 0; step < 3; step++) {
        assertThat(step(other, step).objective().loss())
            .isCloseTo(
                step(one, step).objective().loss(), withinPercentage(0.02 * (1 + 20 * step)));
      }
    }
  }

  /** Dino's head is of GELUs, which dl4j does not build. */
  @ParameterizedTest
  @ValueSource(strings = {"barlow-twins", "vicregl", "swav", "deepcluster-v2"})
  void everyMethodButDinoHasTheSameLossOnBothEngines(String kind) {
    ObjectiveSettings settings = SmallObjectives.of(kind);
    try (LocalTrainer one = trainer(Architecture.RESNET18, settings, "dl4j", 1);
        LocalTrainer other = trainer(Architecture.RESNET18, settings, "torch", 1)) {
      assertThat(other.state().values()).isEqualTo(one.state().values());
      assertThat(step(other, 0).objective().loss())
          .isCloseTo(step(one, 0).objective().loss(), withinPercentage(0.02));
    }
  }

  @Test
  void aStateOfAnotherObjectiveIsRefused() {
    try (LocalTrainer one = trainer("graph-matching", "torch", 1);
        LocalTrainer other = trainer("simclr", "torch", 1)) {
      State state = one.state();
      assertThatThrownBy(() -> other.load(state))
          .hasMessageContaining("it belongs to another architecture or configuration");
    }
  }

  private static StepReport step(LocalTrainer trainer, int step) {
    return step(trainer, step, 1e-3);
  }

  private static StepReport step(LocalTrainer trainer, int step, double rate) {
    return trainer.step(batch(step), rate, new Progress(0, 1, step / (double) STEPS));
  }

  private static double loss(List<StepReport> reports, int from) {
    return reports.subList(from, from + WINDOW).stream()
        .mapToDouble(report -> report.objective().loss())
        .average()
        .orElseThrow();
  }

  private static double accuracy(List<StepReport> reports, int from) {
    return reports.subList(from, from + WINDOW).stream()
        .mapToDouble(report -> report.objective().metrics().matchAccuracy())
        .average()
        .orElseThrow();
  }

  private static LocalTrainer trainer(String kind, String engine, long seed) {
    return trainer(Architecture.RESNET18, settings(kind), engine, seed);
  }

  private static LocalTrainer trainer(
      Architecture architecture, ObjectiveSettings settings, String engine, long seed) {
    EncoderSettings encoder = new EncoderSettings(architecture, SIZE, 16);
    Objective objective = settings.create(architecture.features());
    LocalTrainer trainer = new LocalTrainer(Compute.cpu(engine), encoder, objective);
    trainer.load(LocalTrainer.initial(encoder, objective, seed));
    return trainer;
  }

  private static ObjectiveSettings settings(String kind) {
    ProjectorSettings projector = ProjectorSettings.standard();
    return kind.equals("simclr")
        ? new SimClrSettings(0.2, projector)
        : new GraphMatchingSettings(
            16,
            5,
            MessagePassingKind.RESIDUAL,
            80,
            AffinitySettings.standard(),
            EstimatorSettings.standard(),
            projector);
  }

  private static TrainingBatch batch(int step) {
    Augmenter augmenter = new Augmenter(mild(), Preprocess.standard(SIZE));
    List<View> first = new ArrayList<>();
    List<View> second = new ArrayList<>();
    for (int image : Draws.of(3, step).permutation(IMAGES.size())) {
      if (first.size() < PAIRS) {
        first.add(augmenter.view(IMAGES.get(image), new ViewKey(1, step, image, 0)));
        second.add(augmenter.view(IMAGES.get(image), new ViewKey(1, step, image, 1)));
      }
    }
    List<int[]> graphs = List.of(IntStream.range(0, PAIRS).toArray());
    long[] seeds = {step};
    return TrainingBatch.of(
        first, second, EncoderGraph.mapShape(ENCODER, SIZE, SIZE), graphs, List.of(), seeds);
  }

  /** So mild that a few steps are enough to learn something. */
  private static ViewSettings mild() {
    return new ViewSettings(
        SIZE,
        new ViewSettings.Crop(0.6, 1, 3.0 / 4, 4.0 / 3),
        0.5,
        new ViewSettings.Jitter(0.2, 0.2, 0.2, 0.1, 0.8),
        0.2,
        new ViewSettings.Blur(0.5, 0.1, 0.5));
  }

  /** Bright ellipses of random number, place, size and brightness on a dark ground. */
  private static List<Raster> images() {
    List<Raster> images = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      Draws draws = Draws.of(11, i);
      float[] plane = new float[48 * 48];
      for (int blob = 0; blob < 2 + i % 4; blob++) {
        paint(plane, draws);
      }
      images.add(Raster.of(plane, 48, 48));
    }
    return images;
  }

  private static void paint(float[] plane, Draws draws) {
    double x = draws.uniform(8, 40);
    double y = draws.uniform(8, 40);
    double a = draws.uniform(3, 14);
    double b = draws.uniform(3, 14);
    float grey = (float) draws.uniform(0.2, 1);
    for (int p = 0; p < plane.length; p++) {
      double across = (p % 48 - x) / a;
      double down = (p / 48 - y) / b;
      plane[p] = across * across + down * down < 1 ? grey : plane[p];
    }
  }
}
