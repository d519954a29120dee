package org.lvmmed.ingest.pixels;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How a window is chosen. Its text form stands in {@code dataset.conf} and in recipes. */
public sealed interface WindowRule extends Serializable {

  /** By the modality: see {@link Windows}. */
  record ByModality() implements WindowRule {}

  /** The window that the file names, or by the modality where it names none. */
  record OfFile() implements WindowRule {}

  /** Values as they are, scaled from the type's range. */
  record AsStored() implements WindowRule {}

  /** A fixed range of rescaled values. */
  record Range(double low, double high, String unit) implements WindowRule {}

  /** The window of the file, whatever its form. */
  record Shown(Window window) implements WindowRule {}

  /** A rule that the values of the whole volume or series decide. */
  sealed interface Counted extends WindowRule {}

  /** Percentiles, 0 to 100, of the values of the whole volume or series. */
  record Percentiles(double low, double high) implements Counted {}

  /** A range in Hounsfield units where the values can be such, else percentiles. */
  record IfHounsfield(Range range, Percentiles otherwise) implements Counted {}

  /** Named windows for CT in Hounsfield units, as radiologists set them. */
  Map<String, Range> PRESETS =
      new TreeMap<>(
          Map.of(
              "lung", centred(-600, 1500),
              "mediastinum", centred(50, 350),
              "soft-tissue", centred(40, 400),
              "abdomen", centred(50, 400),
              "liver", centred(60, 160),
              "bone", centred(400, 1800),
              "brain", centred(40, 80),
              "head-neck", centred(60, 350),
              "full", new Range(-1024, 3071, Window.HOUNSFIELD)));

  private static Range centred(double centre, double width) {
    return new Range(centre - width / 2, centre + width / 2, Window.HOUNSFIELD);
  }

  /**
   * Reads a rule: {@code auto}, {@code file}, {@code stored}, a preset's name, {@code "low high"}
   * or {@code "percentiles low high"}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static WindowRule parse(String text) {
    String rule = text.trim().toLowerCase(Locale.ROOT);
    if (PRESETS.containsKey(rule)) {
      return PRESETS.get(rule);
    }
    return switch (rule) {
      case "auto" -> new ByModality();
      case "file" -> new OfFile();
      case "stored" -> new AsStored();
      default -> parseNumbers(text, List.of(rule.split("[\\s,]+")));
    };
  }

  private static WindowRule parseNumbers(String text, List<String> words) {
    boolean percentiles = words.get(0).equals("percentiles");
    List<String> numbers = percentiles ? words.subList(1, words.size()) : words;
    try {
      double low = Double.parseDouble(numbers.get(0));
      double high = Double.parseDouble(numbers.get(1));
      boolean valid =
          numbers.size() == 2 && low < high && (!percentiles || low >= 0 && high <= 100);
      if (valid) {
        return percentiles ? new Percentiles(low, high) : new Range(low, high, Window.STORED);
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "Invalid window: \""
            + text
            + "\" (auto, file, stored, \"low high\", \"percentiles low high\", or one of "
            + String.join(", ", PRESETS.keySet())
            + ")");
  }
}
