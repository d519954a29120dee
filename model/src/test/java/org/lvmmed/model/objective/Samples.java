package org.lvmmed.model.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.view.Draws;

/** Random inputs for the objective's tests. */
public final class Samples {

  private Samples() {}

  public static double[] uniform(long seed, int count) {
    Draws draws = Draws.of(seed);
    double[] values = new double[count];
    Arrays.setAll(values, i -> draws.uniform(-1, 1));
    return values;
  }

  public static Matrix matrix(long seed, int rows, int columns) {
    return new Matrix(rows, columns, uniform(seed, rows * columns));
  }

  public static float[] positions(long seed, int maps, int positions) {
    Draws draws = Draws.of(seed, 2);
    float[] values = new float[2 * maps * positions];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) draws.uniform();
    }
    return values;
  }

  public static PairBatch batch(long seed, int pairs, int positions, int graphSize) {
    List<int[]> graphs = graphs(pairs, graphSize);
    long[] seeds = LongStream.range(0, graphs.size()).toArray();
    return new PairBatch(
        2 * pairs, positions(seed, 2 * pairs, positions), graphs, List.of(), seeds);
  }

  /** Consecutive images; what is left over joins the last graph. */
  public static List<int[]> graphs(int pairs, int graphSize) {
    int count = Math.max(1, pairs / graphSize);
    List<int[]> graphs = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      int end = g == count - 1 ? pairs : (g + 1) * graphSize;
      graphs.add(java.util.stream.IntStream.range(g * graphSize, end).toArray());
    }
    return graphs;
  }

  /** Feature maps: images × channels × side × side. */
  public static float[] maps(long seed, int images, int channels, int side) {
    double[] values = uniform(seed, images * channels * side * side);
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }

  /** The same values for second views as for first ones. */
  public static float[] twice(float[] half) {
    float[] all = Arrays.copyOf(half, 2 * half.length);
    System.arraycopy(half, 0, all, half.length, half.length);
    return all;
  }

  /** Both views of each image show the same place. */
  public static PairBatch samePlaces(int pairs, int positions, int graphSize) {
    List<int[]> graphs = graphs(pairs, graphSize);
    return new PairBatch(
            2 * pairs,
            twice(positions(1, pairs, positions)),
            graphs,
            List.of(),
            new long[graphs.size()])
        .withKeys(LongStream.range(0, pairs).map(i -> Draws.hash(i)).toArray());
  }
}
