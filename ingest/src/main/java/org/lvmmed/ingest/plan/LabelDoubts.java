package org.lvmmed.ingest.plan;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What looks wrong about the labels of a dataset: one class under several names, or several in one.
 */
final class LabelDoubts {
  private static final Set<String> MISSING = Set.of("none", "null", "na", "n/a", "#n/a");
  private static final String JOINT = "[|;]";

  private LabelDoubts() {}

  /** What to tell of these labels, each once. */
  static List<String> of(Collection<String> labels) {
    Map<String, Set<String>> spellings = new TreeMap<>();
    Set<String> missing = new TreeSet<>();
    Set<String> joined = new TreeSet<>();
    for (String label : labels) {
      spellings.computeIfAbsent(key(label), k -> new TreeSet<>()).add(label);
      if (MISSING.contains(label.toLowerCase(Locale.ROOT))) {
        missing.add(label);
      }
      if (label.split(JOINT).length > 1) {
        joined.add(label);
      }
    }
    List<String> doubts = new ArrayList<>();
    spellings.values().stream()
        .filter(words -> words.size() > 1)
        .forEach(
            words ->
                doubts.add(
                    "Labels differ in case alone, or in how a number is written, and count as"
                        + " different classes: "
                        + String.join(", ", words)
                        + "; write them alike in the tables if they are one"));
    if (!missing.isEmpty()) {
      doubts.add(
          "Labels that may mean that there is none count as classes: "
              + String.join(", ", missing)
              + "; leave the cell empty if there is none");
    }
    if (!joined.isEmpty()) {
      doubts.add(
          joined.size()
              + " labels look like several in one cell ("
              + joined.iterator().next()
              + "), and each combination counts as a class; an image has one label: leave one of"
              + " them in the tables");
    }
    return doubts;
  }

  /** The same for labels that people read as one. */
  private static String key(String label) {
    String plain = Normalizer.normalize(label, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    try {
      return plain.length() > 20 ? plain : new BigDecimal(plain).stripTrailingZeros().toString();
    } catch (NumberFormatException e) {
      return plain;
    }
  }
}
