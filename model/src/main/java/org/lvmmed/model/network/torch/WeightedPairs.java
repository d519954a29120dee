package org.lvmmed.model.network.torch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pairs of nodes whose affinity has a gradient.
 *
 * @param rows g·N + i of each pair's node of the first view
 * @param columns a of each pair's node of the second view
 * @param weights ∂loss/∂affinity
 */
record WeightedPairs(long[] rows, long[] columns, float[] weights) {

  static WeightedPairs of(GraphTensors graphs, List<float[]> weights) {
    int most = weights.stream().mapToInt(w -> w.length).sum();
    long[] rows = new long[most];
    long[] columns = new long[most];
    float[] kept = new float[most];
    int count = 0;
    for (int g = 0; g < weights.size(); g++) {
      float[] own = weights.get(g);
      int n = graphs.graph(g).nodes();
      for (int k = 0; k < own.length; k++) {
        if (own[k] != 0) {
          rows[count] = (long) g * graphs.nodes + k / n;
          columns[count] = k % n;
          kept[count++] = own[k];
        }
      }
    }
    return new WeightedPairs(
        Arrays.copyOf(rows, count), Arrays.copyOf(columns, count), Arrays.copyOf(kept, count));
  }

  int count() {
    return weights.length;
  }

  WeightedPairs part(int from, int to) {
    return new WeightedPairs(
        Arrays.copyOfRange(rows, from, to),
        Arrays.copyOfRange(columns, from, to),
        Arrays.copyOfRange(weights, from, to));
  }

  /** (g·N + i)·N + a. */
  long[] numbers(int nodes) {
    return IntStream.range(0, count()).mapToLong(k -> rows[k] * nodes + columns[k]).toArray();
  }

  /** g·N + a. */
  long[] targets(int nodes) {
    return IntStream.range(0, count())
        .mapToLong(k -> rows[k] / nodes * nodes + columns[k])
        .toArray();
  }
}
