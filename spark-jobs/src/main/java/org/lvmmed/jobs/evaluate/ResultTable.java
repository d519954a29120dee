package org.lvmmed.jobs.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lvmmed.model.metrics.Bootstrap;
import org.lvmmed.model.metrics.ClassificationMetric;
import org.lvmmed.model.metrics.Predictions;
import org.lvmmed.model.metrics.TrialSummary;

/** From the trials' outcomes to the rows of {@code results.json}. */
record ResultTable(Bootstrap bootstrap) {

  private record Key(String dataset, String protocol, String encoder) {}

  /**
   * A row for each dataset, protocol, encoder and metric, in the order of the outcomes; a metric
   * that a test set leaves undefined has none.
   */
  List<ResultRow> rows(List<UnitOutcome> outcomes) {
    Map<Key, List<UnitOutcome>> groups = new LinkedHashMap<>();
    for (UnitOutcome outcome : outcomes) {
      Key key = new Key(outcome.dataset(), outcome.protocol(), outcome.encoder());
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(outcome);
    }
    return groups.entrySet().parallelStream()
        .flatMap(
            group ->
                Arrays.stream(ClassificationMetric.values())
                    .map(metric -> row(group.getKey(), group.getValue(), metric)))
        .filter(row -> !Double.isNaN(row.mean()))
        .toList();
  }

  private ResultRow row(Key key, List<UnitOutcome> trials, ClassificationMetric metric) {
    List<Predictions> predictions = trials.stream().map(UnitOutcome::predictions).toList();
    double[] values = predictions.stream().mapToDouble(metric::of).toArray();
    TrialSummary summary = TrialSummary.of(values);
    Bootstrap.Interval interval = bootstrap.interval95(predictions, trials.get(0).groups(), metric);
    return new ResultRow(
        key.dataset(),
        key.protocol(),
        key.encoder(),
        metric.title(),
        summary.mean(),
        summary.std(),
        values.length,
        values,
        new double[] {interval.low(), interval.high()},
        predictions.get(0).size(),
        trials.stream().mapToDouble(UnitOutcome::seconds).sum());
  }
}
