package org.lvmmed.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.metrics.AveragePrecision.Image;
import org.lvmmed.model.metrics.AveragePrecision.ScoredBox;

class AveragePrecisionTest {

  /** Six images, one without truth; four classes, one never true: image, corners, class. */
  private static final String TRUTH =
      "0 45 67 53 89 0;0 6 20 17 39 0;0 31 48 56 59 1;0 31 1 45 22 1;0 23 49 36 59 0;"
          + "0 56 16 68 24 0;1 27 21 40 38 0;1 25 69 54 97 0;2 25 49 42 57 0;2 53 21 65 37 1;"
          + "2 42 38 69 64 0;3 43 8 60 27 1;3 61 40 74 63 0;5 22 7 38 15 2;5 45 51 53 76 2;"
          + "5 46 48 72 56 1;5 5 23 32 37 1;5 31 59 50 83 0";

  private static final String FOUND =
      "0 43 73 54 84 0 0.84;0 3 20 14 37 0 0.72;0 30 50 57 56 1 0.52;0 32 0 46 23 1 0.63;"
          + "1 26 22 41 38 0 0.61;1 25 18 42 35 0 0.53;1 26 70 53 98 3 0.37;2 23 46 45 57 0 0.6;"
          + "2 21 51 43 58 0 0.51;2 53 21 63 34 1 0.98;2 43 37 65 59 0 0.66;3 43 9 61 28 1 0.5;"
          + "3 60 43 76 65 0 0.95;5 16 8 40 21 2 0.76;5 48 52 55 78 2 0.54;5 44 56 53 75 1 0.9;"
          + "5 45 49 70 57 1 0.88;5 45 50 69 58 1 0.59;5 6 24 35 40 1 0.8;5 4 22 33 37 1 0.42;"
          + "5 36 53 51 80 0 0.92;1 14 40 27 63 0 0.35;0 44 48 73 75 1 0.24;2 47 0 66 20 3 0.62;"
          + "4 70 47 79 72 2 0.16;2 69 65 87 91 2 0.58;4 53 52 79 80 2 0.38;1 20 48 46 71 1 0.47;"
          + "2 44 0 64 11 1 0.3";

  /** Computed with pycocotools 2.0: COCOeval's stats[1] and stats[0]. */
  @Test
  void sixImagesOfFourClassesAgreeWithCocosOwnEvaluation() {
    AveragePrecision precision = AveragePrecision.of(images(6), 4);

    assertThat(precision.ap50()).isCloseTo(0.45473833097595473, within(1e-9));
    assertThat(precision.ap()).isCloseTo(0.15357653622505105, within(1e-9));
  }

  private static List<Image> images(int count) {
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(new Image(boxes(TRUTH, i), boxes(FOUND, i)));
    }
    return images;
  }

  private static List<ScoredBox> boxes(String text, int image) {
    List<ScoredBox> boxes = new ArrayList<>();
    for (String line : text.split(";", -1)) {
      String[] words = line.split(" ", -1);
      double[] v = java.util.Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
      if (v[0] == image) {
        boxes.add(new ScoredBox(v[1], v[2], v[3], v[4], (int) v[5], v.length > 6 ? v[6] : 0));
      }
    }
    return boxes;
  }

  /** One of two found, after a wrong one: precision 1/2 up to recall 1/2, that is 51 levels. */
  @Test
  void halfOfTheTruthFoundAfterOneMistakeIsAQuarter() {
    Image image =
        new Image(List.of(box(0, 0), box(50, 0)), List.of(scored(90, 0, 0.9), scored(0, 0, 0.8)));

    assertThat(AveragePrecision.of(List.of(image), 1).ap50())
        .isCloseTo(51 * 0.5 / 101, within(1e-12));
  }

  @Test
  void aSecondBoxOnTheSameObjectIsAMistake() {
    Image image =
        new Image(
            List.of(box(0, 0), box(50, 0)),
            List.of(scored(0, 0, 0.9), scored(1, 0, 0.8), scored(50, 0, 0.7)));

    assertThat(AveragePrecision.of(List.of(image), 1).ap50())
        .isCloseTo((51 + 50 * 2.0 / 3) / 101, within(1e-12));
  }

  @Test
  void withoutAnyTruthItIsUndefinedAndWithoutFoundBoxesZero() {
    Image nothing = new Image(List.of(), List.of());
    Image invented = new Image(List.of(), List.of(scored(0, 0, 0.9)));
    Image missed = new Image(List.of(box(0, 0)), List.of());

    assertThat(AveragePrecision.of(List.of(), 1).ap()).isNaN();
    assertThat(AveragePrecision.of(List.of(nothing), 1).ap50()).isNaN();
    assertThat(AveragePrecision.of(List.of(invented), 1).ap50()).isNaN();
    assertThat(AveragePrecision.of(List.of(missed), 3).ap50()).isEqualTo(0);
  }

  @Test
  void trueBoxesWithoutAreaAreLeftOut() {
    ScoredBox line = new ScoredBox(5, 5, 5, 9, 0, 0);
    Image image = new Image(List.of(line, box(0, 0)), List.of(scored(0, 0, 0.9)));

    assertThat(AveragePrecision.of(List.of(image), 1).ap()).isEqualTo(1);
  }

  @Test
  void anImageThatCountsTwiceIsTheSameAsTwoOfThem() {
    List<Image> images = images(6);
    List<Image> doubled = new ArrayList<>(images);
    doubled.add(images.get(5));
    int[] weights = {1, 1, 1, 1, 1, 2};

    assertThat(AveragePrecision.of(images, 4).weighted().applyAsDouble(weights))
        .isCloseTo(AveragePrecision.of(doubled, 4).ap(), within(0.02));
    int[] groups = IntStream.range(0, 6).toArray();
    Bootstrap.Interval interval =
        new Bootstrap(200, 3)
            .interval95(List.of(AveragePrecision.of(images, 4).weighted50()), groups);
    assertThat(interval.low()).isLessThan(0.4547);
    assertThat(interval.high()).isGreaterThan(0.4547);
  }

  @Test
  void boxesOfUnknownClassesAreRefused() {
    Image image = new Image(List.of(new ScoredBox(0, 0, 1, 1, 2, 0)), List.of());
    assertThatThrownBy(() -> AveragePrecision.of(List.of(image), 2))
        .hasMessage("Invalid box: class 2 of 2");
  }

  private static ScoredBox box(double x, double y) {
    return scored(x, y, 0);
  }

  private static ScoredBox scored(double x, double y, double score) {
    return new ScoredBox(x, y, x + 10, y + 10, 0, score);
  }
}
