package org.lvmmed.jobs.pretrain.plan;

import java.util.Arrays;
import java.util.List;

/**
 * How random an epoch is.
 *
 * @param sameRowGroup share of the pairs of images of a graph that lie in one row group
 * @param modalitySpread mean square of the number of images of the commonest modality in a step
 *     about its expectation, in variances of a binomial draw: 1 where a step is a draw from all
 *     images, more where steps differ more
 */
public record EpochRandomness(double sameRowGroup, double modalitySpread) {

  public static EpochRandomness of(RunPlan plan, TrainingIndex index, int epoch) {
    List<List<PlannedGraph>> steps =
        plan.epoch(epoch).stream()
            .flatMap(List::stream)
            .flatMap(share -> share.steps().stream())
            .toList();
    return new EpochRandomness(sameRowGroup(steps, index), modalitySpread(steps, index));
  }

  private static double sameRowGroup(List<List<PlannedGraph>> steps, TrainingIndex index) {
    long same = 0;
    long all = 0;
    for (List<PlannedGraph> step : steps) {
      for (PlannedGraph graph : step) {
        int[] groups = Arrays.stream(graph.images()).map(i -> index.group()[i]).sorted().toArray();
        same += equalPairs(groups);
        all += pairs(groups.length);
      }
    }
    return same / (double) Math.max(1, all);
  }

  /** Pairs of equal numbers among ascending ones. */
  private static long equalPairs(int[] ascending) {
    long pairs = 0;
    int run = 0;
    for (int i = 1; i < ascending.length; i++) {
      run = ascending[i] == ascending[i - 1] ? run + 1 : 0;
      pairs += run;
    }
    return pairs;
  }

  private static long pairs(long n) {
    return n * (n - 1) / 2;
  }

  private static double modalitySpread(List<List<PlannedGraph>> steps, TrainingIndex index) {
    long[] counts = new long[index.modalityCount()];
    steps.forEach(step -> step.forEach(graph -> count(graph, index, counts)));
    double all = Arrays.stream(counts).sum();
    int commonest = 0;
    for (int m = 1; m < counts.length; m++) {
      commonest = counts[m] > counts[commonest] ? m : commonest;
    }
    double share = counts[commonest] / all;
    double squares = 0;
    for (List<PlannedGraph> step : steps) {
      long[] own = new long[counts.length];
      step.forEach(graph -> count(graph, index, own));
      double images = Arrays.stream(own).sum();
      double from = own[commonest] - images * share;
      squares += from * from / Math.max(1e-12, images * share * (1 - share));
    }
    return squares / steps.size();
  }

  private static void count(PlannedGraph graph, TrainingIndex index, long[] counts) {
    for (int image : graph.images()) {
      counts[index.modality()[image]]++;
    }
  }
}
