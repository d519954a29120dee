package org.lvmmed.jobs.pretrain;

import java.util.Comparator;
import java.util.List;

/**
 * The weighted average of workers' vectors: added in double, in the order of the logical workers
 * whatever the order of arrival, so that the result has the same bits on any cluster.
 */
final class ParameterAverage {

  private ParameterAverage() {}

  /**
   * @param worker logical worker
   * @param weight images that the worker trained on
   * @param values one chunk of its state
   */
  record Contribution(int worker, long weight, float[] values) implements java.io.Serializable {}

  static float[] of(List<Contribution> contributions) {
    List<Contribution> ordered =
        contributions.stream().sorted(Comparator.comparingInt(Contribution::worker)).toList();
    double[] sum = new double[ordered.get(0).values().length];
    double weights = 0;
    for (Contribution c : ordered) {
      weights += c.weight();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += c.weight() * (double) c.values()[i];
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / weights);
    }
    return mean;
  }
}
