package org.lvmmed.jobs.evaluate.probes;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings;
import org.lvmmed.jobs.evaluate.unit.ClassificationOutcome;
import org.lvmmed.jobs.evaluate.unit.ClassificationTask;
import org.lvmmed.jobs.evaluate.unit.ProbeUnit;
import org.lvmmed.jobs.evaluate.unit.UnitOutcome;
import org.lvmmed.model.probe.LabelledFeatures;
import org.lvmmed.model.probe.LinearProbe;

/** Does one unit: fits a probe to the trial's training rows and asks it about the test rows. */
record ProbeRunner(EvaluateSettings settings) implements Serializable {

  /**
   * @param rows the features of the unit's dataset, in any order
   */
  UnitOutcome run(ProbeUnit unit, Iterable<FeatureRow> rows) {
    long start = System.nanoTime();
    List<FeatureRow> ordered = ordered(rows);
    ordered.forEach(ProbeRunner::requireFinite);
    List<FeatureRow> test = ordered.stream().filter(row -> row.split().equals("test")).toList();
    LinearProbe.Result result = classify(unit, drawn(unit, ordered), features(test));
    ClassificationOutcome tested =
        new ClassificationOutcome(
            unit.dataset(),
            unit.task().classes(),
            test.stream().map(FeatureRow::id).toList(),
            groups(test),
            labels(unit.task(), test),
            result.probabilities(),
            result.strength(),
            (System.nanoTime() - start) / 1e9);
    return UnitOutcome.classified(unit, List.of(tested), List.of());
  }

  private LinearProbe.Result classify(ProbeUnit unit, List<FeatureRow> drawn, float[][] test) {
    LabelledFeatures train = labelled(unit.task(), split(drawn, "train"));
    LabelledFeatures validation = labelled(unit.task(), split(drawn, "val"));
    return unit.protocol().probe().orElseThrow().fit(settings, train, validation, test);
  }

  private List<FeatureRow> drawn(ProbeUnit unit, List<FeatureRow> ordered) {
    List<FeatureRow> known = ordered.stream().filter(row -> !row.split().equals("test")).toList();
    return new TrialDraw(settings.seed(), settings.sampling().trialFraction())
        .draw(known, unit.task().dataset(), unit.trial());
  }

  private static void requireFinite(FeatureRow row) {
    for (float value : row.features()) {
      if (!Float.isFinite(value)) {
        throw new IllegalStateException(
            "the encoder's features are not finite: it has diverged, or its file is damaged");
      }
    }
  }

  private static List<FeatureRow> ordered(Iterable<FeatureRow> rows) {
    List<FeatureRow> ordered = new ArrayList<>();
    rows.forEach(ordered::add);
    ordered.sort(Comparator.comparing(FeatureRow::id));
    return ordered;
  }

  private static List<FeatureRow> split(List<FeatureRow> rows, String split) {
    return rows.stream().filter(row -> row.split().equals(split)).toList();
  }

  private static LabelledFeatures labelled(ClassificationTask task, List<FeatureRow> rows) {
    return new LabelledFeatures(features(rows), labels(task, rows), task.classes().size());
  }

  private static float[][] features(List<FeatureRow> rows) {
    return rows.stream().map(FeatureRow::features).toArray(float[][]::new);
  }

  private static int[] labels(ClassificationTask task, List<FeatureRow> rows) {
    return rows.stream().mapToInt(row -> task.indexOf(row.label())).toArray();
  }

  private static int[] groups(List<FeatureRow> rows) {
    Map<String, Integer> numbers = new HashMap<>();
    return rows.stream()
        .mapToInt(row -> numbers.computeIfAbsent(row.patient(), patient -> numbers.size()))
        .toArray();
  }
}
