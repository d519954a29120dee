package org.lvmmed.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected values are published ones (named at the test) or were computed with NumPy. */
class ClassificationMetricTest {

  @Test
  void threeClassesWithTiesAgreeWithNumpy() {
    Predictions predictions =
        new Predictions(
            new int[] {2, 2, 0, 2, 1, 1, 1, 0, 2, 0, 0, 1, 1, 1},
            new double[][] {
              {0.0, 0.0, 1.3}, {0.7, 0.2, 0.8}, {1.3, 0.9, 0.8}, {0.4, 0.5, 1.0}, {0.1, 0.9, 0.3},
              {0.9, 0.4, 0.7}, {0.9, 0.6, 0.9}, {1.2, 0.0, 0.7}, {0.0, 0.5, 0.8}, {0.6, 0.3, 0.8},
              {0.7, 0.1, 0.7}, {0.4, 1.1, 0.2}, {0.3, 1.1, 0.5}, {0.5, 0.6, 0.0}
            },
            3);

    assertThat(ClassificationMetric.ACCURACY.of(predictions)).isCloseTo(0.7857142857142857, tiny());
    assertThat(ClassificationMetric.BALANCED_ACCURACY.of(predictions))
        .isCloseTo(0.8055555555555555, tiny());
    assertThat(ClassificationMetric.MACRO_F1.of(predictions)).isCloseTo(0.7851851851851852, tiny());
    assertThat(ClassificationMetric.KAPPA.of(predictions)).isCloseTo(0.6818181818181818, tiny());
    assertThat(ClassificationMetric.AUROC.of(predictions)).isCloseTo(0.8826388888888889, tiny());
  }

  @Test
  void theAreaOfHanleyAndMcNeilsRatingsIsTheirs() {
    int[] normal = {33, 6, 6, 11, 2};
    int[] abnormal = {3, 2, 2, 11, 33};
    List<double[]> rows = new ArrayList<>();
    List<Integer> truth = new ArrayList<>();
    for (int rating = 0; rating < 5; rating++) {
      addRatings(rows, truth, rating, normal[rating], 0);
      addRatings(rows, truth, rating, abnormal[rating], 1);
    }
    Predictions predictions =
        new Predictions(
            truth.stream().mapToInt(Integer::intValue).toArray(), rows.toArray(double[][]::new), 2);

    assertThat(ClassificationMetric.AUROC.of(predictions)).isCloseTo(0.893, within(5e-4));
  }

  private static void addRatings(
      List<double[]> rows, List<Integer> truth, int rating, int count, int label) {
    for (int i = 0; i < count; i++) {
      rows.add(new double[] {-rating, rating});
      truth.add(label);
    }
  }

  @Test
  void kappaOfTheTextbookTableIsPointFour() {
    assertThat(ClassificationMetric.KAPPA.of(counted(20, 5, 10, 15))).isCloseTo(0.4, tiny());
  }

  @Test
  void balancedAccuracyAndMacroF1AreScikitLearnsDocumentedExamples() {
    Predictions balanced = predicted(new int[] {0, 1, 0, 0, 1, 0}, new int[] {0, 1, 0, 0, 0, 1}, 2);
    Predictions f1 = predicted(new int[] {0, 1, 2, 0, 1, 2}, new int[] {0, 2, 1, 0, 0, 1}, 3);

    assertThat(ClassificationMetric.BALANCED_ACCURACY.of(balanced)).isCloseTo(0.625, tiny());
    assertThat(ClassificationMetric.MACRO_F1.of(f1)).isCloseTo(0.8 / 3, tiny());
  }

  @Test
  void classesThatDoNotOccurAreLeftOutOfTheMeans() {
    Predictions predictions = predicted(new int[] {0, 0, 1, 1}, new int[] {0, 0, 1, 0}, 5);

    assertThat(ClassificationMetric.BALANCED_ACCURACY.of(predictions)).isCloseTo(0.75, tiny());
    assertThat(ClassificationMetric.MACRO_F1.of(predictions))
        .isCloseTo((4.0 / 5 + 2.0 / 3) / 2, tiny());
    assertThat(ClassificationMetric.AUROC.of(predictions)).isCloseTo(0.75, tiny());
  }

  @Test
  void aTestSetOfOneImageHasAnAccuracyButNoAreaAndNoKappa() {
    Predictions right = predicted(new int[] {1}, new int[] {1}, 2);

    assertThat(ClassificationMetric.ACCURACY.of(right)).isEqualTo(1);
    assertThat(ClassificationMetric.BALANCED_ACCURACY.of(right)).isEqualTo(1);
    assertThat(ClassificationMetric.MACRO_F1.of(right)).isEqualTo(1);
    assertThat(ClassificationMetric.AUROC.of(right)).isNaN();
    assertThat(ClassificationMetric.KAPPA.of(right)).isNaN();
  }

  @Test
  void predictionsThatCannotBeMeasuredAreRefusedWithTheReason() {
    assertThatThrownBy(() -> new Predictions(new int[0], new double[0][], 2))
        .hasMessage("Invalid predictions: no predictions to measure");
    assertThatThrownBy(() -> new Predictions(new int[] {2}, new double[][] {{0, 1}}, 2))
        .hasMessage("Invalid predictions: class 2 of 2");
    assertThatThrownBy(() -> new Predictions(new int[] {0}, new double[][] {{0, Double.NaN}}, 2))
        .hasMessage("Invalid predictions: a score is not finite");
  }

  static Predictions predicted(int[] truth, int[] predicted, int classes) {
    double[][] scores = new double[truth.length][classes];
    for (int i = 0; i < truth.length; i++) {
      scores[i][predicted[i]] = 1;
    }
    return new Predictions(truth, scores, classes);
  }

  private static Predictions counted(int yesYes, int yesNo, int noYes, int noNo) {
    int total = yesYes + yesNo + noYes + noNo;
    int[] truth = new int[total];
    int[] predicted = new int[total];
    for (int i = 0; i < total; i++) {
      truth[i] = i < yesYes + yesNo ? 0 : 1;
      predicted[i] = i < yesYes || (i >= yesYes + yesNo && i < total - noNo) ? 0 : 1;
    }
    return predicted(truth, predicted, 2);
  }

  private static org.assertj.core.data.Offset<Double> tiny() {
    return within(1e-12);
  }
}
