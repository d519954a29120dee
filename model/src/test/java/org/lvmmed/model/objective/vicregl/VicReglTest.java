package org.lvmmed.model.objective.vicregl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lvmmed.model.objective.Vectors.matrix;
import static org.lvmmed.model.objective.Vectors.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.NumericalGradient;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.Samples;

class VicReglTest {

  private static final int WIDTH = 4;
  private static final int LOCAL = 3;
  private static final int POSITIONS = 4;
  private static final VicReglSettings SETTINGS =
      new VicReglSettings(0.6, 25, 20, 2, 0.5, WIDTH, LOCAL);

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void isTheLossOfWholeImagesAndOfTheNearestPlaces(int pairs) {
    double[][] whole = rows(Samples.uniform(1, 2 * pairs * WIDTH), WIDTH);
    double[][] local = rows(Samples.uniform(2, 2 * pairs * POSITIONS * LOCAL), LOCAL);
    PairBatch batch = Samples.batch(3, pairs, POSITIONS, pairs);
    double expected =
        0.6 * vicReg(Arrays.copyOf(whole, pairs), Arrays.copyOfRange(whole, pairs, 2 * pairs));
    for (boolean byPlace : new boolean[] {true, false}) {
      for (boolean forth : new boolean[] {true, false}) {
        expected += 0.4 * 0.5 * places(local, batch, pairs, byPlace, forth);
      }
    }

    double actual =
        new VicRegl(SETTINGS, 5).evaluate(matrix(whole), matrix(local), batch).result().loss();

    assertThat(actual).isEqualTo(expected, within(1e-6 * expected));
  }

  /** VICReg as its equations have it. */
  private static double vicReg(double[][] x, double[][] y) {
    double apart = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        apart += Math.pow(x[i][j] - y[i][j], 2) / (x.length * x[i].length);
      }
    }
    return 25 * apart + spread(x) + spread(y);
  }

  private static double spread(double[][] x) {
    int n = x[0].length;
    double missing = 0;
    double others = 0;
    for (int i = 0; i < n; i++) {
      missing += Math.max(0, 1 - Math.sqrt(covariance(x, i, i) + 1e-4)) / n / 2;
      for (int j = 0; j < n; j++) {
        others += i == j ? 0 : Math.pow(covariance(x, i, j), 2) / n;
      }
    }
    return 20 * missing + 2 * others;
  }

  private static double covariance(double[][] x, int i, int j) {
    double meanI = Arrays.stream(x).mapToDouble(row -> row[i]).average().orElseThrow();
    double meanJ = Arrays.stream(x).mapToDouble(row -> row[j]).average().orElseThrow();
    return Arrays.stream(x).mapToDouble(row -> (row[i] - meanI) * (row[j] - meanJ)).sum()
        / (x.length - 1);
  }

  /** Half of the positions of each view, with their nearest ones in the other. */
  private static double places(
      double[][] local, PairBatch batch, int pairs, boolean byPlace, boolean forth) {
    List<double[]> x = new ArrayList<>();
    List<double[]> y = new ArrayList<>();
    for (int image = 0; image < pairs; image++) {
      int own = (forth ? image : pairs + image) * POSITIONS;
      int other = (forth ? pairs + image : image) * POSITIONS;
      List<double[]> found = new ArrayList<>();
      for (int p = 0; p < POSITIONS; p++) {
        int nearest = 0;
        for (int q = 1; q < POSITIONS; q++) {
          if (distance(local, batch, own + p, other + q, byPlace)
              < distance(local, batch, own + p, other + nearest, byPlace)) {
            nearest = q;
          }
        }
        found.add(
            new double[] {
              distance(local, batch, own + p, other + nearest, byPlace), own + p, other + nearest
            });
      }
      found.sort(Comparator.comparingDouble(pair -> pair[0]));
      for (double[] pair : found.subList(0, POSITIONS / 2)) {
        x.add(local[(int) pair[1]]);
        y.add(local[(int) pair[2]]);
      }
    }
    return vicReg(x.toArray(double[][]::new), y.toArray(double[][]::new));
  }

  private static double distance(double[][] local, PairBatch batch, int a, int b, boolean byPlace) {
    if (byPlace) {
      float[] at = batch.positions();
      return Math.hypot(at[2 * a] - at[2 * b], at[2 * a + 1] - at[2 * b + 1]);
    }
    double sum = 0;
    for (int c = 0; c < LOCAL; c++) {
      sum += Math.pow(local[a][c] - local[b][c], 2);
    }
    return sum;
  }

  @Test
  void itsGradientsAreThoseOfCentralDifferences() {
    int pairs = 4;
    PairBatch batch = Samples.batch(3, pairs, POSITIONS, pairs);
    double[] whole = Samples.uniform(4, 2 * pairs * WIDTH);
    double[] local = Samples.uniform(5, 2 * pairs * POSITIONS * LOCAL);
    VicRegl objective = new VicRegl(SETTINGS, 5);
    Matrix ofWhole = new Matrix(2 * pairs, WIDTH, whole);
    Matrix ofLocal = new Matrix(2 * pairs * POSITIONS, LOCAL, local);
    VicRegl.Evaluated evaluated = objective.evaluate(ofWhole, ofLocal, batch);
    NumericalGradient.check(
        whole,
        evaluated.ofWhole().values,
        h ->
            objective
                .evaluate(new Matrix(2 * pairs, WIDTH, h.clone()), ofLocal, batch)
                .result()
                .loss());
    NumericalGradient.check(
        local,
        evaluated.ofLocal().values,
        h ->
            objective
                .evaluate(ofWhole, new Matrix(2 * pairs * POSITIONS, LOCAL, h.clone()), batch)
                .result()
                .loss());
  }

  @Test
  void identicalImagesLackAllVarianceAndHaveAFiniteGradient() {
    double[] whole = new double[2 * 3 * WIDTH];
    double[] local = new double[2 * 3 * POSITIONS * LOCAL];
    VicRegl.Evaluated evaluated =
        new VicRegl(SETTINGS, 5)
            .evaluate(
                new Matrix(6, WIDTH, whole),
                new Matrix(6 * POSITIONS, LOCAL, local),
                Samples.batch(3, 3, POSITIONS, 3));
    assertThat(evaluated.result().curves())
        .hasEntrySatisfying("variance", v -> assertThat(v).isEqualTo(0.99, within(1e-9)))
        .containsEntry("invariance", 0.0);
    assertThat(evaluated.ofWhole().values).doesNotContain(Double.NaN);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1.1, Double.NaN})
  void aShareOutOfRangeIsRefused(double share) {
    assertThatThrownBy(() -> new VicReglSettings(0.75, 25, 25, 1, share, 8, 8))
        .hasMessageContaining("Invalid objective.vicregl.pairs-share: " + share);
  }
}
