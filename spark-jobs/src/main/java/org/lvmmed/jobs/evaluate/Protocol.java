package org.lvmmed.jobs.evaluate;

import java.util.Locale;

/** How frozen features are judged. */
public enum Protocol {
  /** A vote of the nearest training images. */
  KNN,
  /** A linear classifier. */
  LINEAR;

  /** The name in results: {@code knn}, {@code linear}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
