package org.lvmmed.model.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.lvmmed.model.matching.Estimate;
import org.lvmmed.model.matching.MatchingProblem;
import org.lvmmed.model.view.Draws;

/** Random inputs for the objective's tests. */
final class Samples {

  private Samples() {}

  static double[] uniform(long seed, int count) {
    Draws draws = Draws.of(seed);
    double[] values = new double[count];
    Arrays.setAll(values, i -> draws.uniform(-1, 1));
    return values;
  }

  static Matrix matrix(long seed, int rows, int columns) {
    return new Matrix(rows, columns, uniform(seed, rows * columns));
  }

  static float[] positions(long seed, int maps, int positions) {
    Draws draws = Draws.of(seed, 2);
    float[] values = new float[2 * maps * positions];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) draws.uniform();
    }
    return values;
  }

  static PairBatch batch(long seed, int pairs, int positions, int graphSize) {
    List<int[]> graphs = graphs(pairs, graphSize);
    long[] seeds = LongStream.range(0, graphs.size()).toArray();
    return new PairBatch(
        2 * pairs, positions(seed, 2 * pairs, positions), graphs, List.of(), seeds);
  }

  /** Consecutive images; what is left over joins the last graph. */
  static List<int[]> graphs(int pairs, int graphSize) {
    int count = Math.max(1, pairs / graphSize);
    List<int[]> graphs = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      int end = g == count - 1 ? pairs : (g + 1) * graphSize;
      graphs.add(java.util.stream.IntStream.range(g * graphSize, end).toArray());
    }
    return graphs;
  }

  /** Maps in double, so that central differences see nothing of float's rounding. */
  static final class DoubleMaps implements FeatureMaps {

    final double[] values;
    final double[] gradient;
    private final int images;
    private final int channels;
    private final int positions;

    DoubleMaps(double[] values, int images, int channels, int positions) {
      this.values = values;
      this.gradient = new double[values.length];
      this.images = images;
      this.channels = channels;
      this.positions = positions;
    }

    static DoubleMaps random(long seed, int images, int channels, int positions) {
      double[] values = uniform(seed, images * channels * positions);
      return new DoubleMaps(values, images, channels, positions);
    }

    DoubleMaps with(double[] changed) {
      return new DoubleMaps(changed, images, channels, positions);
    }

    @Override
    public int images() {
      return images;
    }

    @Override
    public int channels() {
      return channels;
    }

    @Override
    public int positions() {
      return positions;
    }

    @Override
    public void read(int image, double[] map) {
      System.arraycopy(values, image * channels * positions, map, 0, channels * positions);
    }

    @Override
    public void add(int image, double[] added) {
      int offset = image * channels * positions;
      for (int i = 0; i < channels * positions; i++) {
        gradient[offset + i] += added[i];
      }
    }
  }

  /** Fixed random gradients instead of matchings: the affinities' surrogate S is then smooth. */
  static final class FixedEstimator implements GradientEstimator {

    double surrogate;
    List<MatchingProblem> problems = List.of();

    @Override
    public List<Estimate> estimate(
        List<MatchingProblem> graphs, List<double[]> priors, long[] seeds) {
      problems = graphs;
      surrogate = 0;
      List<Estimate> estimates = new ArrayList<>();
      for (int g = 0; g < graphs.size(); g++) {
        MatchingProblem graph = graphs.get(g);
        double[] vertex = uniform(100 + g, graph.vertex().length);
        double[] edge = uniform(200 + g, graph.edge().length);
        surrogate += (dot(vertex, graph.vertex()) + dot(edge, graph.edge())) / graphs.size();
        estimates.add(new Estimate(vertex, edge, 0.5, graph.n(), graph.n(), new int[graph.n()]));
      }
      return estimates;
    }

    @Override
    public double lambdaFactor() {
      return 0;
    }

    @Override
    public void setLambdaFactor(double beta) {}

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }
  }
}
