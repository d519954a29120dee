package org.lvmmed.ingest.dataset;

import java.io.Serializable;

/**
 * How a dataset is divided.
 *
 * @param fraction for {@code FRACTION}: the share of patients that pretraining uses; for {@code
 *     CSV} without a test table: the share of labelled patients that is held out
 */
public record SplitRule(Rule rule, double fraction) implements Serializable {

  /** Who decides. */
  public enum Rule {
    /** The tables; what they leave open is drawn by patient. */
    CSV,
    /** The dataset's own division: its tables, else its folders named train, val and test. */
    STANDARD,
    /**
     * The published rule for datasets without a division: a share is used, the rest is held out.
     */
    FRACTION
  }
}
