package org.lvmmed.jobs.evaluate.settings;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Out of distribution: heads trained on one dataset are tested on others as well.
 *
 * @param train name of the dataset whose training rows are used
 * @param tests names of those whose test rows are used; their classes are the same
 */
public record Transfer(String train, List<String> tests) implements Serializable {

  /** Stands between the two datasets' names, here and in results. */
  static final String ARROW = ">";

  public Transfer {
    tests = List.copyOf(tests);
  }

  /**
   * Reads {@code TRAIN > TEST, TEST}.
   *
   * @throws IllegalArgumentException where the text is something else
   */
  public static Transfer parse(String text) {
    String[] parts = text.split(ARROW, -1);
    List<String> tests =
        parts.length == 2
            ? Arrays.stream(parts[1].split(",")).map(String::strip).toList()
            : List.of();
    if (tests.isEmpty() || parts[0].isBlank() || tests.contains("")) {
      throw new IllegalArgumentException(
          "Invalid evaluate.transfer: '"
              + text
              + "' (\"TRAIN > TEST, TEST\", names of datasets of the corpus)");
    }
    return new Transfer(parts[0].strip(), tests);
  }

  /** How results name the dataset of such a test. */
  public static String title(String train, String test) {
    return train.equals(test) ? test : train + ARROW + test;
  }
}
