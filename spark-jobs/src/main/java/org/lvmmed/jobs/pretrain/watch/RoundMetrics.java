package org.lvmmed.jobs.pretrain.watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.pretrain.average.WorkerReport;

/**
 * One line of metrics.jsonl.
 *
 * @param round counted from 1
 * @param epoch epochs done, with fraction
 * @param images images trained on since the run began
 * @param learningRate of the round's first step
 * @param values measurements by name; listeners may add theirs
 * @param timing what differs from run to run
 */
public record RoundMetrics(
    int round,
    double epoch,
    long images,
    double learningRate,
    Map<String, Double> values,
    Timing timing) {

  /**
   * What differs from run to run.
   *
   * @param seconds wall time of the round
   * @param waitingShare share of the workers' time without data
   */
  public record Timing(double seconds, double imagesPerSecond, double waitingShare) {}

  /** Names in a line that are no measurements. */
  private static final Set<String> OWN = Set.of("round", "epoch", "images", "lr", "timing");

  /** The workers' reports, as means weighted by their images. */
  public static Map<String, Double> mean(List<WorkerReport> reports) {
    double total = reports.stream().mapToLong(WorkerReport::images).sum();
    Map<String, Double> mean = new LinkedHashMap<>();
    for (WorkerReport r : reports) {
      r.metrics().forEach((name, v) -> mean.merge(name, v * r.images() / total, Double::sum));
    }
    return mean;
  }

  public static Timing timing(double seconds, List<WorkerReport> reports) {
    double wait = reports.stream().mapToDouble(WorkerReport::waitSeconds).sum();
    double train = reports.stream().mapToDouble(WorkerReport::trainSeconds).sum();
    long images = reports.stream().mapToLong(WorkerReport::images).sum();
    return new Timing(seconds, images / seconds, wait / Math.max(1e-9, wait + train));
  }

  /** The line, in the order in which it is written. */
  Map<String, Object> line() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("round", round);
    line.put("epoch", rounded(epoch));
    line.put("images", images);
    line.put("lr", learningRate);
    line.putAll(values);
    Map<String, Object> times = new LinkedHashMap<>();
    times.put("seconds", rounded(timing.seconds()));
    times.put("images_per_second", rounded(timing.imagesPerSecond()));
    times.put("waiting_share", rounded(timing.waitingShare()));
    line.put("timing", times);
    return line;
  }

  /** Reads what {@link #line} gave. */
  static RoundMetrics of(Map<String, Object> line) {
    Map<String, Double> values = new LinkedHashMap<>();
    line.forEach((name, value) -> values.put(name, number(value)));
    values.keySet().removeAll(OWN);
    Map<?, ?> times = line.get("timing") instanceof Map<?, ?> timing ? timing : Map.of();
    return new RoundMetrics(
        (int) number(line.get("round")),
        number(line.get("epoch")),
        (long) number(line.get("images")),
        number(line.get("lr")),
        values,
        new Timing(
            number(times.get("seconds")),
            number(times.get("images_per_second")),
            number(times.get("waiting_share"))));
  }

  /** NaN where there is no number: JSON has none for what is not finite. */
  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** A measurement, or NaN where it was not made. */
  public double value(String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  private static double rounded(double v) {
    return Math.round(v * 1000) / 1000.0;
  }
}
