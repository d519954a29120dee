package org.lvmmed.ingest.dataset;

import java.util.Locale;

/** What an image may be used for. */
public enum Split {
  /** Pretraining, similarity and the training of tasks. */
  TRAIN,
  /** Early stopping and choices. */
  VAL,
  /** Final measurement alone. */
  TEST;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Split of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
