package org.lvmmed.jobs.evaluate;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lvmmed.model.metrics.Bootstrap;
import org.lvmmed.model.metrics.TrialSummary;

/** From the trials' outcomes to the rows of {@code results.json}. */
record ResultTable(Bootstrap bootstrap) {

  /**
   * A row for each dataset, protocol, encoder and metric, in the order given; a metric that a test
   * set leaves undefined has none.
   */
  List<ResultRow> rows(List<TrialScores> all) {
    return all.parallelStream()
        .flatMap(
            measured ->
                measured.metrics().entrySet().stream()
                    .map(metric -> row(measured, metric.getKey(), metric.getValue())))
        .filter(row -> !Double.isNaN(row.mean()))
        .toList();
  }

  private ResultRow row(TrialScores measured, String metric, List<ToDoubleFunction<int[]>> trials) {
    int[] all = measured.all();
    double[] values = trials.stream().mapToDouble(trial -> trial.applyAsDouble(all)).toArray();
    TrialSummary summary = TrialSummary.of(values);
    Bootstrap.Interval interval = bootstrap.interval95(trials, measured.groups());
    return new ResultRow(
        measured.key().dataset(),
        measured.key().protocol(),
        measured.key().encoder(),
        metric,
        summary.mean(),
        summary.std(),
        values.length,
        values,
        new double[] {interval.low(), interval.high()},
        measured.cases().size(),
        measured.seconds());
  }
}
