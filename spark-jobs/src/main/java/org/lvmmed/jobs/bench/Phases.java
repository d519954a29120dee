package org.lvmmed.jobs.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where an objective's time went. */
final class Phases {

  private Phases() {}

  /**
   * @param phases of each evaluation, seconds by name
   * @return their means, in their order; empty where none were measured
   */
  static String means(List<Map<String, Double>> phases) {
    Map<String, Double> means = new LinkedHashMap<>();
    for (Map<String, Double> one : phases) {
      one.forEach((name, seconds) -> means.merge(name, seconds / phases.size(), Double::sum));
    }
    return means.entrySet().stream()
        .map(mean -> String.format(Locale.ROOT, "%s %.3f s", mean.getKey(), mean.getValue()))
        .collect(Collectors.joining(", "));
  }
}
