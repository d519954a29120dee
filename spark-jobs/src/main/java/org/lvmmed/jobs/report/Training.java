package org.lvmmed.jobs.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.lvmmed.jobs.pretrain.watch.RoundMetrics;

/**
 * How pretraining went.
 *
 * @param rounds the lines of metrics.jsonl
 * @param settings of the run, by name
 */
record Training(List<RoundMetrics> rounds, Map<String, String> settings) {

  /** A value of every round. */
  double[] of(ToDoubleFunction<RoundMetrics> value) {
    return rounds.stream().mapToDouble(value).toArray();
  }

  /** A measurement of every round, NaN where it was not made. */
  double[] values(String name) {
    return of(round -> round.value(name));
  }

  /** The last value that was measured, or NaN. */
  double last(String name) {
    return Arrays.stream(values(name))
        .filter(Double::isFinite)
        .reduce((before, after) -> after)
        .orElse(Double.NaN);
  }

  /** The round that was trained last; there is one. */
  RoundMetrics last() {
    return rounds.get(rounds.size() - 1);
  }
}
