package org.lvmmed.ingest.inspect;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many files were seen, by their formats, and how many were none, by the reasons. */
final class Tally {
  private final Map<String, Long> formats = new TreeMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();

  void image(String format) {
    formats.merge(format, 1L, Long::sum);
  }

  void other(String reason) {
    reasons.merge(reason, 1L, Long::sum);
  }

  /** One line for people. */
  @Override
  public String toString() {
    return counted(formats, "image") + ", " + counted(reasons, "other file");
  }

  private static String counted(Map<String, Long> counts, String what) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    String parts =
        counts.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", ", " (", ")"));
    return all + " " + what + (all == 1 ? "" : "s") + (all == 0 ? "" : parts);
  }
}
