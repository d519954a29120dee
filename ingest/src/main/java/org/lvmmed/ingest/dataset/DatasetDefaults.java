package org.lvmmed.ingest.dataset;

import java.io.Serializable;

/**
 * What holds where a {@code dataset.conf} is silent.
 *
 * @param validation share of the training patients that is kept for early stopping and choices
 * @param test share of the patients of a labelled dataset without a test table that is held out
 * @param used share of the patients that {@code split.rule = fraction} uses
 */
public record DatasetDefaults(SliceRule slices, double validation, double test, double used)
    implements Serializable {

  public static final DatasetDefaults STANDARD =
      new DatasetDefaults(SliceRule.DEFAULT, 0.15, 0.2, 0.2);

  public DatasetDefaults {
    requireShare("validation-fraction", validation, 0.9);
    requireShare("test-fraction", test, 0.9);
    requireShare("used-fraction", used, 0.999);
  }

  private static void requireShare(String key, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(
          "Invalid ingest.%s: %s (0 to %s)".formatted(key, value, most));
    }
  }
}
