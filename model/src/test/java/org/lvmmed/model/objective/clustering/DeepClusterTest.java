package org.lvmmed.model.objective.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.network.HostOutputs;
import org.lvmmed.model.objective.EpochPasses;
import org.lvmmed.model.objective.NumericalGradient;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.Progress;
import org.lvmmed.model.objective.Samples;

class DeepClusterTest {

  private static final int WIDTH = 3;
  private static final int PAIRS = 4;
  private static final int HEADS = 2;
  private static final int CLUSTERS = 3;
  private static final int ITERATIONS = 4;
  private static final double TEMPERATURE = 0.2;

  @Test
  void isTheCrossEntropyOfBothViewsAtTheirImagesCluster() {
    DeepCluster objective = objective(CLUSTERS);
    Matrix unit = unit(Samples.matrix(1, 2 * PAIRS, WIDTH));
    int[][] clusters = {{0, 1, 2, 0}, {2, 2, 1, 1}};
    assertThat(objective.evaluate(unit, clusters).loss())
        .isEqualTo(written(unit.values, clusters, objective.state()), within(1e-6));
  }

  private static double written(double[] z, int[][] clusters, float[] centroids) {
    double loss = 0;
    for (int head = 0; head < HEADS; head++) {
      for (int view = 0; view < 2 * PAIRS; view++) {
        double sum = 0;
        double own = 0;
        for (int k = 0; k < CLUSTERS; k++) {
          double dot = 0;
          for (int j = 0; j < WIDTH; j++) {
            dot += z[view * WIDTH + j] * centroids[(head * CLUSTERS + k) * WIDTH + j];
          }
          sum += Math.exp(dot / TEMPERATURE);
          own = k == clusters[head][view % PAIRS] ? Math.exp(dot / TEMPERATURE) : own;
        }
        loss -= Math.log(own / sum) / (HEADS * 2 * PAIRS);
      }
    }
    return loss;
  }

  @Test
  void itsGradientIsThatOfCentralDifferences() {
    DeepCluster objective = objective(CLUSTERS);
    int[][] clusters = {{0, 1, 2, 0}, {2, 2, 1, 1}};
    double[] z = Samples.uniform(2, 2 * PAIRS * WIDTH);
    NumericalGradient.check(
        z,
        objective.evaluate(new Matrix(2 * PAIRS, WIDTH, z.clone()), clusters).gradient().values,
        h -> written(h, clusters, objective.state()));
  }

  /** With the first step of an epoch what was collected in the last one becomes clusters. */
  @Test
  void anImagesClusterIsThatOfItsEmbeddingInTheLastEpoch() {
    DeepCluster objective = objective(CLUSTERS);
    float[] before = Samples.maps(3, 2 * PAIRS, WIDTH, 1);
    step(objective, before, 0);
    float[] now = Samples.maps(4, 2 * PAIRS, WIDTH, 1);
    float[] centroids = objective.state();
    int[][] clusters = new int[HEADS][PAIRS];
    double[][] means = means(before);
    for (int head = 0; head < HEADS; head++) {
      for (int image = 0; image < PAIRS; image++) {
        clusters[head][image] = nearest(means[image], centroids, head, CLUSTERS);
      }
    }

    ObjectiveResult result = step(objective, now, 1);

    assertThat(result.loss())
        .isEqualTo(written(unit(wide(now)).values, clusters, centroids), within(1e-6));
  }

  @Test
  void passesOverTheBanksOfAllWorkersAreSphericalKMeansOfAllEmbeddings() {
    DeepCluster driver = objective(CLUSTERS);
    float[][] own = new float[2][];
    double[][][] embeddings = new double[2][][];
    for (int worker = 0; worker < 2; worker++) {
      DeepCluster of = objective(CLUSTERS);
      float[] outputs = Samples.maps(5 + worker, 2 * PAIRS, WIDTH, 1);
      step(of, outputs, 0);
      own[worker] = of.ownState();
      embeddings[worker] = means(outputs);
    }
    double[][] all =
        IntStream.range(0, 2)
            .boxed()
            .flatMap(w -> Arrays.stream(embeddings[w]))
            .toArray(double[][]::new);
    EpochPasses passes = driver.betweenEpochs().orElseThrow();
    assertThat(passes.count()).isEqualTo(1 + ITERATIONS);
    pass(passes, 0, own);
    float[] expected = driver.state();
    // Each centroid begins at an embedding of its worker.
    for (int k = 0; k < CLUSTERS; k++) {
      int cluster = k;
      assertThat(List.of(embeddings[k % 2])).anySatisfy(z -> assertAt(expected, cluster, z));
    }
    for (int pass = 1; pass < passes.count(); pass++) {
      iterate(all, expected);
      pass(passes, pass, own);
      assertThat(driver.state()).containsExactly(expected, within(1e-5f));
    }
  }

  private static void assertAt(float[] centroids, int cluster, double[] z) {
    for (int j = 0; j < WIDTH; j++) {
      assertThat((double) centroids[cluster * WIDTH + j]).isEqualTo(z[j], within(1e-5));
    }
  }

  private static void pass(EpochPasses passes, int pass, float[][] own) {
    double[] sums = passes.sums(pass, own[0], 0, 2);
    double[] other = passes.sums(pass, own[1], 1, 2);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other[i];
    }
    passes.take(pass, sums);
  }

  private static void iterate(double[][] all, float[] centroids) {
    double[] sums = new double[centroids.length];
    for (int head = 0; head < HEADS; head++) {
      for (double[] z : all) {
        int k = nearest(z, centroids, head, CLUSTERS);
        for (int j = 0; j < WIDTH; j++) {
          sums[(head * CLUSTERS + k) * WIDTH + j] += z[j];
        }
      }
    }
    for (int c = 0; c < centroids.length; c += WIDTH) {
      double norm =
          Math.sqrt(IntStream.range(c, c + WIDTH).mapToDouble(i -> sums[i] * sums[i]).sum());
      for (int j = c; j < c + WIDTH && norm > 0; j++) {
        centroids[j] = (float) (sums[j] / norm);
      }
    }
  }

  private static int nearest(double[] z, float[] centroids, int head, int clusters) {
    int nearest = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < clusters; k++) {
      double dot = 0;
      for (int j = 0; j < WIDTH; j++) {
        dot += z[j] * centroids[(head * clusters + k) * WIDTH + j];
      }
      if (dot > best) {
        best = dot;
        nearest = k;
      }
    }
    return nearest;
  }

  @Test
  void oneClusterForAllShowsInItsCurve() {
    ObjectiveResult result = step(objective(1), Samples.maps(6, 2 * PAIRS, WIDTH, 1), 0);
    assertThat(result.loss()).isEqualTo(0, within(1e-12));
    assertThat(result.curves())
        .containsEntry("cluster_use", 0.0)
        .containsEntry("cluster_accuracy", 1.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aTemperatureThatDividesByNothingIsRefused(double temperature) {
    assertThatThrownBy(() -> new DeepClusterSettings(temperature, 3, 8, 8, 3, 8))
        .hasMessageContaining("Invalid objective.deepcluster-v2.temperature: " + temperature);
  }

  private static DeepCluster objective(int clusters) {
    return new DeepCluster(
        new DeepClusterSettings(TEMPERATURE, ITERATIONS, 5, WIDTH, HEADS, clusters), 4);
  }

  private static ObjectiveResult step(DeepCluster objective, float[] outputs, int epoch) {
    PairBatch batch =
        new PairBatch(2 * PAIRS, new float[0], List.of(), List.of(), new long[0])
            .withKeys(new long[] {7, -1, Long.MIN_VALUE, 0x123456789ABCDEFL});
    return objective.evaluate(
        new ObjectiveInput(
            new HostOutputs(new float[][] {outputs}, new float[][] {new float[outputs.length]}),
            batch,
            new Progress(epoch, 3, 0)));
  }

  /** Of the two views of each image, of length 1. */
  private static double[][] means(float[] outputs) {
    Matrix unit = unit(wide(outputs));
    Matrix sums = new Matrix(PAIRS, WIDTH);
    for (int i = 0; i < unit.values.length; i++) {
      sums.values[i % sums.values.length] += unit.values[i];
    }
    Matrix means = unit(sums);
    double[][] rows = new double[PAIRS][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(means.values, i * WIDTH, (i + 1) * WIDTH));
    return rows;
  }

  private static Matrix unit(Matrix rows) {
    Matrix unit = rows.copy();
    double[] norms = rows.norms();
    for (int i = 0; i < unit.values.length; i++) {
      unit.values[i] /= norms[i / WIDTH];
    }
    return unit;
  }

  private static Matrix wide(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return new Matrix(values.length / WIDTH, WIDTH, wide);
  }
}
