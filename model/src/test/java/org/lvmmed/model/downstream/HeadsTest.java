package org.lvmmed.model.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.metrics.AveragePrecision;

/** Every head learns phantoms from a random encoder, at sizes that do not fit its input. */
class HeadsTest {

  private static final TaskSamples NONE = Phantoms.samples(0, i -> null);

  @Test
  void aUNetLearnsDiscsOfTwoKindsAndAnswersAtTheImagesSize() {
    HeadSettings settings = Phantoms.settings(32, 8e-3, 27, 3);
    TaskSamples train = Phantoms.discs(24, 40, 52, 0);
    try (Segmenter segmenter =
        Heads.segmentation(Phantoms.encoder(16), settings, train, Phantoms.discs(6, 40, 52, 100))) {
      assertThat(dice(segmenter, Phantoms.discs(10, 40, 52, 200), 3)).isGreaterThan(0.5);
      assertThat(segmenter.curve().points()).hasSize(3);
      assertThat(segmenter.curve().points().get(2).trainingLoss())
          .isLessThan(segmenter.curve().points().get(0).trainingLoss());
    }
  }

  @Test
  void cropsAtTheImagesOwnResolutionFindDiscsInImagesLargerThanATile() {
    HeadSettings whole = Phantoms.settings(32, 8e-3, 24, 3);
    HeadSettings crops =
        new HeadSettings(32, true, 8e-3, 2e-3, 1, whole.length(), 5, whole.classes(), false);
    TaskSamples train = Phantoms.discs(24, 50, 70, 0);
    try (Segmenter segmenter = Heads.segmentation(Phantoms.encoder(32), crops, train, NONE)) {
      assertThat(dice(segmenter, Phantoms.discs(6, 50, 70, 200), 3)).isGreaterThan(0.5);
      assertThat(segmenter.curve().points().get(0).validation()).isNaN();
    }
  }

  private static double dice(Segmenter segmenter, TaskSamples samples, int classes) {
    DiceCount count = new DiceCount(classes);
    for (int i = 0; i < samples.size(); i++) {
      ByteMask truth = java.util.Objects.requireNonNull(samples.get(i).mask());
      count.add(truth, segmenter.predict(samples.get(i).image()), null);
    }
    return count.mean();
  }

  @Test
  void whatIsPredictedWhereNothingIsKnownCountsInNoDice() {
    ByteMask truth = new ByteMask(2, 3, new byte[] {0, 1, 1, ByteMask.IGNORED, 2, -1});
    DiceCount right = new DiceCount(3);
    DiceCount other = new DiceCount(3);

    right.add(truth, new ByteMask(2, 3, new byte[] {0, 1, 0, 0, 2, 0}), null);
    other.add(truth, new ByteMask(2, 3, new byte[] {0, 1, 0, 1, 2, 2}), null);

    assertThat(right.mean()).isEqualTo((2.0 / 3 + 1) / 2);
    assertThat(other.mean()).isEqualTo(right.mean());
  }

  @Test
  void aDetectorLearnsSquaresOfTwoKindsAndIgnoresBoxesWithoutArea() {
    HeadSettings settings = Phantoms.settings(64, 8e-3, 33, 2);
    TaskSamples train = Phantoms.squares(40, 32, 64, 0);
    TaskSamples test = Phantoms.squares(12, 32, 64, 200);
    try (Detector detector = Heads.detection(Phantoms.encoder(16), settings, train, NONE)) {
      List<AveragePrecision.Image> images = new ArrayList<>();
      for (int i = 0; i < test.size(); i++) {
        List<Detection> found = detector.predict(test.get(i).image());
        assertThat(found).hasSizeLessThanOrEqualTo(100);
        images.add(
            new AveragePrecision.Image(
                test.get(i).boxes().stream().map(b -> new Detection(b, 0).scored()).toList(),
                found.stream().map(Detection::scored).toList()));
      }
      assertThat(AveragePrecision.of(images, 2).ap50()).isGreaterThan(0.5);
    }
  }

  @Test
  void fineTuningAndAFrozenEncodersHeadTellBrightFromDarkDiscs() {
    TaskSamples train = Phantoms.discs(24, 40, 40, 0);
    TaskSamples test = Phantoms.discs(12, 40, 40, 200);
    HeadSettings tuned = Phantoms.settings(32, 8e-3, 18, 2);
    HeadSettings frozen =
        new HeadSettings(32, false, 8e-3, 0, 1, tuned.length(), 5, tuned.classes(), true);
    for (HeadSettings settings : List.of(tuned, frozen)) {
      try (Classifier classifier =
          Heads.classification(Phantoms.encoder(16), settings, train, train)) {
        assertThat(Labels.accuracy(test, 2, classifier)).isGreaterThan(0.8);
        double[] p = classifier.predict(test.get(0).image());
        assertThat(p[0] + p[1]).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    HeadSettings settings = Phantoms.settings(32, 4e-3, 2, 3);
    TaskSamples train = Phantoms.discs(6, 40, 52, 0);
    List<TrainingCurve> curves = new ArrayList<>();
    List<ByteMask> masks = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      try (Segmenter segmenter = Heads.segmentation(Phantoms.encoder(16), settings, train, train)) {
        curves.add(segmenter.curve());
        masks.add(segmenter.predict(train.get(0).image()));
      }
    }
    assertThat(curves.get(0)).isEqualTo(curves.get(1));
    assertThat(masks.get(0).classes()).isEqualTo(masks.get(1).classes());
  }

  @Test
  void aHeadThatLeavesTheFiniteNumbersEndsWithStepLossAndRemedy() {
    float[] grey = new float[32 * 32];
    grey[40] = Float.NaN;
    ByteMask mask = new ByteMask(32, 32, new byte[32 * 32]);
    TaskSamples broken =
        Phantoms.samples(1, i -> Phantoms.sample(i, Raster.of(grey, 32, 32), mask, List.of(), 0));
    HeadSettings settings = Phantoms.settings(32, 4e-3, 4, 2);
    EncoderStart start = Phantoms.encoder(16);

    assertThatThrownBy(() -> Heads.segmentation(start, settings, broken, NONE))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessage(
            "Training diverged at step 0: the loss is NaN (it must be finite); lower the learning"
                + " rate");
  }

  @Test
  void samplesThatDoNotFitTheTaskAreRefusedByName() {
    EncoderStart start = Phantoms.encoder(16);
    HeadSettings settings = Phantoms.settings(32, 4e-3, 4, 2);
    TaskSamples discs = Phantoms.discs(2, 32, 32, 0);
    TaskSamples squares = Phantoms.squares(1, 48, 64, 0);

    assertThatThrownBy(() -> Heads.segmentation(start, settings, discs, NONE))
        .hasMessage("Invalid mask of image phantom 1: class 2 (below 2)");
    assertThatThrownBy(() -> Heads.segmentation(start, settings, squares, NONE))
        .hasMessage("Invalid sample phantom 0 of a segmentation: it has no mask");
    assertThatThrownBy(() -> Heads.classification(start, settings, squares, NONE))
        .hasMessage("Invalid sample phantom 0 of a classification: label -1 (0 to 1)");
    assertThatThrownBy(() -> Heads.detection(start, settings, NONE, NONE))
        .hasMessageContaining("the training split has no sample");
    assertThatThrownBy(
            () -> Heads.segmentation(start, Phantoms.settings(40, 4e-3, 4, 2), discs, NONE))
        .hasMessage("Invalid input size of a head: 40 (a multiple of 32)");
  }
}
