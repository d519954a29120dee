package org.lvmmed.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * How pretraining went.
 *
 * @param rounds the lines of metrics.jsonl
 * @param settings of the run, by name
 */
record Training(List<JsonNode> rounds, Map<String, String> settings) {

  /** A measurement of every round, NaN where it was not made; timings are {@code timing.NAME}. */
  double[] values(String name) {
    String pointer = "/" + name.replace('.', '/');
    return rounds.stream().mapToDouble(round -> number(round.at(pointer))).toArray();
  }

  boolean has(String name) {
    return java.util.Arrays.stream(values(name)).anyMatch(Double::isFinite);
  }

  /** The last value that was measured, or NaN. */
  double last(String name) {
    double[] values = values(name);
    for (int i = values.length - 1; i >= 0; i--) {
      if (Double.isFinite(values[i])) {
        return values[i];
      }
    }
    return Double.NaN;
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.NaN;
  }
}
