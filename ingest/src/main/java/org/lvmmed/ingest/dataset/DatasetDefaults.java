package org.lvmmed.ingest.dataset;

import java.io.Serializable;
import org.lvmmed.rules.Rules;

/**
 * What holds where a {@code dataset.conf} is silent.
 *
 * @param slices how volumes become slices
 * @param validation share of the training patients that is kept for early stopping and choices
 *     ({@code ingest.validation-fraction})
 * @param test share of the patients of a labelled dataset without a test table that is held out
 *     ({@code ingest.test-fraction})
 * @param used share of the patients that {@code split.rule = fraction} uses ({@code
 *     ingest.used-fraction})
 */
public record DatasetDefaults(SliceRule slices, double validation, double test, double used)
    implements Serializable {

  public static final DatasetDefaults STANDARD =
      new DatasetDefaults(SliceRule.DEFAULT, 0.15, 0.2, 0.2);

  public DatasetDefaults {
    Rules.of("ingest")
        .within("validation-fraction", validation, 0, 0.9)
        .within("test-fraction", test, 0, 0.9)
        .within("used-fraction", used, 0, 0.999)
        .check();
  }
}
