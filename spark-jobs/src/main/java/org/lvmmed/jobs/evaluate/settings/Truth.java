package org.lvmmed.jobs.evaluate.settings;

/** What is known of an image and asked of an encoder. */
public enum Truth {
  /** Its class. */
  LABEL("label", "labels of at least two classes", "accuracy"),
  /** The class of each pixel. */
  MASK("mask", "masks", "dice"),
  /** Objects and where they are. */
  BOXES("boxes", "boxes", "ap50");

  private final String column;
  private final String wanted;
  private final String mainMetric;

  Truth(String column, String wanted, String mainMetric) {
    this.column = column;
    this.wanted = wanted;
    this.mainMetric = mainMetric;
  }

  /** The column of the corpus that holds it. */
  public String column() {
    return column;
  }

  /** What a dataset must have, in words. */
  public String wanted() {
    return wanted;
  }

  /** The metric by which encoders are compared, as {@code results.json} names it. */
  public String mainMetric() {
    return mainMetric;
  }
}
