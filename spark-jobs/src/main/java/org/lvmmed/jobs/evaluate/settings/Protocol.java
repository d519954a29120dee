package org.lvmmed.jobs.evaluate.settings;

import java.util.Locale;

/** How an encoder is judged. */
public enum Protocol {
  /** A vote of the nearest training images. */
  KNN("label", "accuracy"),
  /** A linear classifier on frozen features. */
  LINEAR("label", "accuracy"),
  /** A classifier with a hidden layer on the frozen encoder. */
  HIDDEN("label", "accuracy"),
  /** A classifier trained together with the encoder. */
  FINETUNE("label", "accuracy"),
  /** A U-Net trained on the encoder. */
  SEGMENTATION("mask", "dice"),
  /** A one-stage detector trained on the encoder. */
  DETECTION("boxes", "ap50");

  private final String column;
  private final String mainMetric;

  Protocol(String column, String mainMetric) {
    this.column = column;
    this.mainMetric = mainMetric;
  }

  /** The name in results: {@code knn}, {@code linear} and so on. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The column of the corpus that holds the truth. */
  public String column() {
    return column;
  }

  /** The metric by which encoders are compared. */
  public String mainMetric() {
    return mainMetric;
  }

  /** Whether it is fitted to stored features; others train a network on images. */
  public boolean isProbe() {
    return this == KNN || this == LINEAR;
  }
}
