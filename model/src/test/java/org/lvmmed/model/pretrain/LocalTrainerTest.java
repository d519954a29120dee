package org.lvmmed.model.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.encoder.Encoders;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.matching.NoiseKind;
import org.lvmmed.model.objective.AffinitySettings;
import org.lvmmed.model.objective.GraphMatchingSettings;
import org.lvmmed.model.objective.GraphPartition;
import org.lvmmed.model.objective.MessagePassingKind;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.ObjectiveSettings.Kind;
import org.lvmmed.model.objective.ProjectorSettings;
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
  private static final List<Raster> IMAGES = images();

  @ParameterizedTest
  @EnumSource
  void trainingRaisesTheMatchingAccuracyAndLowersTheLoss(Kind kind) {
    try (LocalTrainer trainer = trainer(kind, 1)) {
      List<StepReport> reports = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        reports.add(trainer.step(batch(trainer, step), 1e-3));
      }
      assertThat(loss(reports, STEPS - WINDOW)).isLessThan(0.85 * loss(reports, 0));
      assertThat(accuracy(reports, STEPS - WINDOW)).isGreaterThan(accuracy(reports, 0) + 0.1);
      assertThat(reports.get(STEPS - 1).metrics().embeddingStd()).isGreaterThan(0.9);
    }
  }

  @Test
  void aStateLoadedIntoAnotherTrainerGoesOnWithTheSameBits() {
    try (LocalTrainer one = trainer(Kind.GRAPH_MATCHING, 1);
        LocalTrainer other = trainer(Kind.GRAPH_MATCHING, 2)) {
      one.step(batch(one, 0), 1e-3);
      TrainerState state = one.state();
      other.load(state);
      StepReport expected = one.step(batch(one, 1), 1e-3);
      StepReport actual = other.step(batch(other, 1), 1e-3);
      assertThat(actual.named()).isEqualTo(expected.named());
      TrainerState after = other.state();
      TrainerState expectedAfter = one.state();
      assertThat(Arrays.equals(after.encoder(), expectedAfter.encoder())).as("encoder").isTrue();
      assertThat(Arrays.equals(after.head(), expectedAfter.head())).as("head").isTrue();
      assertThat(Arrays.equals(after.headMoments(), expectedAfter.headMoments()))
          .as("headMoments")
          .isTrue();
      assertThat(state.iteration()).isEqualTo(1);
    }
  }

  @Test
  void aStateOfAnotherHeadIsRefused() {
    try (LocalTrainer one = trainer(Kind.GRAPH_MATCHING, 1);
        LocalTrainer other = trainer(Kind.NT_XENT, 1)) {
      TrainerState state = one.state();
      assertThatThrownBy(() -> other.load(state)).hasMessageContaining("head");
    }
  }

  private static double loss(List<StepReport> reports, int from) {
    return reports.subList(from, from + WINDOW).stream()
        .mapToDouble(StepReport::loss)
        .average()
        .orElseThrow();
  }

  private static double accuracy(List<StepReport> reports, int from) {
    return reports.subList(from, from + WINDOW).stream()
        .mapToDouble(report -> report.metrics().matchAccuracy())
        .average()
        .orElseThrow();
  }

  private static LocalTrainer trainer(Kind kind, long seed) {
    ObjectiveSettings objective =
        new ObjectiveSettings(
            kind,
            ProjectorSettings.standard(),
            new GraphMatchingSettings(
                AffinitySettings.standard(), 16, 5, MessagePassingKind.RESIDUAL, 80),
            new EstimatorSettings(NoiseKind.GUMBEL, 0.1, 0, 80, false, 0, 1, 0, 1, 1),
            0.2);
    EncoderSettings encoder = new EncoderSettings(Architecture.RESNET18, SIZE, 16);
    int channels = Architecture.RESNET18.features();
    return new LocalTrainer(Encoders.create(encoder, seed), objective.create(channels), seed);
  }

  private static TrainingBatch batch(LocalTrainer trainer, int step) {
    Augmenter augmenter = new Augmenter(mild(), Preprocess.standard(SIZE));
    List<View> first = new ArrayList<>();
    List<View> second = new ArrayList<>();
    for (int image : Draws.of(3, step).permutation(IMAGES.size())) {
      if (first.size() < PAIRS) {
        first.add(augmenter.view(IMAGES.get(image), new ViewKey(1, step, image, 0)));
        second.add(augmenter.view(IMAGES.get(image), new ViewKey(1, step, image, 1)));
      }
    }
    List<int[]> graphs = GraphPartition.of(PAIRS, 16);
    long[] seeds = {step};
    return TrainingBatch.of(first, second, trainer.mapShape(), graphs, List.of(), seeds);
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
