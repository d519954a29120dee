package org.lvmmed.jobs.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.evaluate.unit.ClassificationOutcome;
import org.lvmmed.jobs.evaluate.unit.DetectionOutcome;
import org.lvmmed.jobs.evaluate.unit.SegmentationOutcome;
import org.lvmmed.jobs.evaluate.unit.SegmentationOutcome.CaseScore;
import org.lvmmed.jobs.evaluate.unit.UnitOutcome;
import org.lvmmed.model.metrics.AveragePrecision;
import org.lvmmed.model.metrics.ClassificationMetric;
import org.lvmmed.model.metrics.Predictions;

/**
 * An encoder's trials on one dataset by one protocol, ready to be measured.
 *
 * @param cases what was tested: images, of volumes their series
 * @param groups number of each case's patient
 * @param metrics by name: of each trial a function of how many times each case counts
 * @param perCase the main metric of each case, meaned over trials; null where it has none
 * @param seconds of all trials' work
 */
record TrialScores(
    Key key,
    List<String> cases,
    int[] groups,
    Map<String, List<ToDoubleFunction<int[]>>> metrics,
    double @Nullable [] perCase,
    double seconds) {

  /** What is measured. */
  record Key(String dataset, Protocol protocol, String encoder) {

    /** The key under another encoder. */
    Key of(String other) {
      return new Key(dataset, protocol, other);
    }
  }

  /** All that units left behind, kind by kind as they come. */
  static List<TrialScores> of(List<UnitOutcome> units) {
    return Stream.of(
            by(
                units,
                UnitOutcome::classification,
                ClassificationOutcome::dataset,
                TrialScores::classified),
            by(
                units,
                UnitOutcome::segmentation,
                SegmentationOutcome::dataset,
                TrialScores::segmented),
            by(units, UnitOutcome::detection, DetectionOutcome::dataset, TrialScores::detected))
        .flatMap(List::stream)
        .toList();
  }

  private interface Gather<T> {
    TrialScores of(Key key, List<T> trials);
  }

  private static <T> List<TrialScores> by(
      List<UnitOutcome> units,
      Function<UnitOutcome, List<T>> kind,
      Function<T, String> dataset,
      Gather<T> gather) {
    Map<Key, List<T>> groups = new LinkedHashMap<>();
    for (UnitOutcome unit : units) {
      for (T tested : kind.apply(unit)) {
        Key key = new Key(dataset.apply(tested), unit.protocol(), unit.encoder());
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(tested);
      }
    }
    List<TrialScores> measured = new ArrayList<>();
    groups.forEach((key, trials) -> measured.add(gather.of(key, trials)));
    return measured;
  }

  private static TrialScores classified(Key key, List<ClassificationOutcome> trials) {
    List<Predictions> predictions =
        trials.stream().map(ClassificationOutcome::predictions).toList();
    Map<String, List<ToDoubleFunction<int[]>>> metrics = new LinkedHashMap<>();
    for (ClassificationMetric metric : ClassificationMetric.values()) {
      metrics.put(metric.title(), predictions.stream().map(metric::weighted).toList());
    }
    ClassificationOutcome first = trials.get(0);
    return new TrialScores(
        key,
        first.images(),
        first.groups(),
        metrics,
        meanOfTrials(
            predictions, (p, i) -> p.predicted(i) == p.truth()[i] ? 1 : 0, first.truth().length),
        trials.stream().mapToDouble(ClassificationOutcome::seconds).sum());
  }

  private static TrialScores segmented(Key key, List<SegmentationOutcome> trials) {
    List<List<CaseScore>> scores = trials.stream().map(SegmentationOutcome::cases).toList();
    Map<String, List<ToDoubleFunction<int[]>>> metrics = new LinkedHashMap<>();
    metrics.put("dice", scores.stream().map(cases -> mean(cases, CaseScore::dice)).toList());
    metrics.put("iou", scores.stream().map(cases -> mean(cases, CaseScore::iou)).toList());
    metrics.put(
        ResultRow.HAUSDORFF, scores.stream().map(cases -> mean(cases, CaseScore::hd95)).toList());
    List<CaseScore> first = scores.get(0);
    return new TrialScores(
        key,
        first.stream().map(CaseScore::id).toList(),
        first.stream().mapToInt(CaseScore::group).toArray(),
        metrics,
        meanOfTrials(scores, (cases, i) -> cases.get(i).dice(), first.size()),
        trials.stream().mapToDouble(SegmentationOutcome::seconds).sum());
  }

  private static TrialScores detected(Key key, List<DetectionOutcome> trials) {
    Map<String, List<ToDoubleFunction<int[]>>> metrics = new LinkedHashMap<>();
    List<AveragePrecision> precisions = trials.stream().map(TrialScores::precision).toList();
    metrics.put("ap50", precisions.stream().map(AveragePrecision::weighted50).toList());
    metrics.put("ap", precisions.stream().map(AveragePrecision::weighted).toList());
    List<DetectionOutcome.ImageBoxes> first = trials.get(0).images();
    return new TrialScores(
        key,
        first.stream().map(DetectionOutcome.ImageBoxes::id).toList(),
        first.stream().mapToInt(DetectionOutcome.ImageBoxes::group).toArray(),
        metrics,
        null,
        trials.stream().mapToDouble(DetectionOutcome::seconds).sum());
  }

  private interface OfCase<T> {
    double of(T trial, int index);
  }

  private static <T> double[] meanOfTrials(List<T> trials, OfCase<T> metric, int cases) {
    return IntStream.range(0, cases)
        .mapToDouble(i -> trials.stream().mapToDouble(t -> metric.of(t, i)).average().orElse(0))
        .toArray();
  }

  private static ToDoubleFunction<int[]> mean(
      List<CaseScore> cases, ToDoubleFunction<CaseScore> metric) {
    double[] values = cases.stream().mapToDouble(metric).toArray();
    return weights -> {
      double sum = 0;
      long count = 0;
      for (int i = 0; i < values.length; i++) {
        sum += weights[i] * values[i];
        count += weights[i];
      }
      return sum / count;
    };
  }

  private static AveragePrecision precision(DetectionOutcome trial) {
    return AveragePrecision.of(
        trial.images().stream().map(DetectionOutcome.ImageBoxes::boxes).toList(),
        trial.classes().size());
  }

  /** The metric by which encoders are compared. */
  String mainMetric() {
    return key.protocol().truth().mainMetric();
  }

  List<ToDoubleFunction<int[]>> main() {
    return Optional.ofNullable(metrics.get(mainMetric())).orElseThrow();
  }

  /** Every case once. */
  int[] all() {
    int[] ones = new int[cases.size()];
    Arrays.fill(ones, 1);
    return ones;
  }
}
