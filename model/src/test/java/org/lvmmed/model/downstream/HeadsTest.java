package org.lvmmed.model.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.downstream.classify.Classifier;
import org.lvmmed.model.downstream.detect.Detection;
import org.lvmmed.model.downstream.detect.Detector;
import org.lvmmed.model.downstream.sample.ByteMask;
import org.lvmmed.model.downstream.sample.TaskSamples;
import org.lvmmed.model.downstream.segment.Segmenter;
import org.lvmmed.model.downstream.training.EncoderStart;
import org.lvmmed.model.downstream.training.HeadSettings;
import org.lvmmed.model.downstream.training.TrainingCurve;
import org.lvmmed.model.downstream.training.TrainingDivergedException;
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
        Heads.segmentation(
            Phantoms.encoder("torch", 16), settings, train, Phantoms.discs(6, 40, 52, 100))) {
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
    try (Segmenter segmenter =
        Heads.segmentation(Phantoms.encoder("torch", 32), crops, train, NONE)) {
      assertThat(dice(segmenter, Phantoms.discs(6, 50, 70, 200), 3)).isGreaterThan(0.5);
      assertThat(segmenter.curve().points().get(0).validation()).isNaN();
    }
  }

  /** Mean over the classes but the background of 2·both / (truth + found), over all images. */
  private static double dice(Segmenter segmenter, TaskSamples samples, int classes) {
    double[] both = new double[classes];
    double[] either = new double[classes];
    for (int i = 0; i < samples.size(); i++) {
      byte[] truth = Objects.requireNonNull(samples.get(i).mask()).classes();
      byte[] found = segmenter.predict(samples.get(i).image()).classes();
      assertThat(found).hasSameSizeAs(truth);
      for (int pixel = 0; pixel < truth.length; pixel++) {
        both[truth[pixel]] += truth[pixel] == found[pixel] ? 1 : 0;
        either[truth[pixel]]++;
        either[found[pixel]]++;
      }
    }
    double sum = 0;
    for (int k = 1; k < classes; k++) {
      sum += 2 * both[k] / either[k];
    }
    return sum / (classes - 1);
  }

  @Test
  void aDetectorLearnsSquaresOfTwoKindsAndIgnoresBoxesWithoutArea() {
    HeadSettings settings = Phantoms.settings(64, 8e-3, 33, 2);
    TaskSamples train = Phantoms.squares(40, 32, 64, 0);
    TaskSamples test = Phantoms.squares(12, 32, 64, 200);
    try (Detector detector =
        Heads.detection(Phantoms.encoder("torch", 16), settings, train, NONE)) {
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
          Heads.classification(Phantoms.encoder("torch", 16), settings, train, train)) {
        assertThat(accuracy(classifier, test)).isGreaterThan(0.8);
        double[] p = classifier.predict(test.get(0).image());
        assertThat(p[0] + p[1]).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
      }
    }
  }

  private static double accuracy(Classifier classifier, TaskSamples samples) {
    double right = 0;
    for (int i = 0; i < samples.size(); i++) {
      double[] p = classifier.predict(samples.get(i).image());
      right += (p[1] > p[0] ? 1 : 0) == samples.get(i).label() ? 1 : 0;
    }
    return right / samples.size();
  }

  /** So what a head learns with one engine it learns with the other. */
  @Test
  void everyHeadTakesTheSameFirstStepsOnEitherEngine() {
    TaskSamples discs = Phantoms.discs(8, 40, 40, 0);
    TaskSamples squares = Phantoms.squares(8, 32, 64, 0);
    HeadSettings three = Phantoms.settings(32, 1e-3, 2, 3);
    HeadSettings two = Phantoms.settings(32, 1e-3, 2, 2);
    HeadSettings frozen =
        new HeadSettings(32, false, 1e-3, 0, 1, two.length(), 5, two.classes(), true);
    requireSameCurve(start -> curve(Heads.segmentation(start, three, discs, NONE)));
    requireSameCurve(start -> curve(Heads.detection(start, two, squares, NONE)));
    requireSameCurve(start -> curve(Heads.classification(start, two, discs, NONE)));
    requireSameCurve(start -> curve(Heads.classification(start, frozen, discs, NONE)));
  }

  private static void requireSameCurve(Function<EncoderStart, TrainingCurve> head) {
    TrainingCurve expected = head.apply(Phantoms.encoder("torch", 32));
    TrainingCurve actual = head.apply(Phantoms.encoder("dl4j", 32));
    assertThat(actual.points()).hasSameSizeAs(expected.points()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(actual.points().get(i).trainingLoss())
          .isCloseTo(expected.points().get(i).trainingLoss(), withinPercentage(i == 0 ? 0.1 : 5));
    }
  }

  private static TrainingCurve curve(Segmenter trained) {
    try (trained) {
      return trained.curve();
    }
  }

  private static TrainingCurve curve(Detector trained) {
    try (trained) {
      return trained.curve();
    }
  }

  private static TrainingCurve curve(Classifier trained) {
    try (trained) {
      return trained.curve();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void theSameSeedGivesTheSameBits(String engine) {
    HeadSettings settings = Phantoms.settings(32, 4e-3, 2, 3);
    TaskSamples train = Phantoms.discs(6, 40, 52, 0);
    List<TrainingCurve> curves = new ArrayList<>();
    List<ByteMask> masks = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      try (Segmenter segmenter =
          Heads.segmentation(Phantoms.encoder(engine, 16), settings, train, train)) {
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
    EncoderStart start = Phantoms.encoder("torch", 16);

    assertThatThrownBy(() -> Heads.segmentation(start, settings, broken, NONE))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessage(
            "Training diverged at step 0: the loss is NaN (it must be finite); lower the learning"
                + " rate");
  }

  @Test
  void samplesThatDoNotFitTheTaskAreRefusedByName() {
    EncoderStart start = Phantoms.encoder("torch", 16);
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
