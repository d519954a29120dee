package org.lvmmed.jobs.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The newest values of a run's curves in this JVM, by name. Safe for use by several threads. */
public final class TrainingGauges {

  /** What is published. */
  static final List<String> NAMES =
      List.of(
          "round",
          "rounds",
          "loss",
          "match_accuracy",
          "embedding_std",
          "images_per_second",
          "waiting_share");

  private static final Map<String, Double> VALUES = new ConcurrentHashMap<>();

  private TrainingGauges() {}

  /** Sets a value; names that are not published are ignored. */
  public static void set(String name, double value) {
    if (NAMES.contains(name)) {
      VALUES.put(name, value);
    }
  }

  /** NaN where nothing was set. */
  static double get(String name) {
    return VALUES.getOrDefault(name, Double.NaN);
  }
}
