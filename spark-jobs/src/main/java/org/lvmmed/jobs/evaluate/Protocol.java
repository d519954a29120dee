package org.lvmmed.jobs.evaluate;

import java.util.Locale;

/** How an encoder is judged. */
public enum Protocol {
  /** A vote of the nearest training images. */
  KNN("label"),
  /** A linear classifier on frozen features. */
  LINEAR("label"),
  /** A classifier with a hidden layer on the frozen encoder. */
  HIDDEN("label"),
  /** A classifier trained together with the encoder. */
  FINETUNE("label"),
  /** A U-Net trained on the encoder. */
  SEGMENTATION("mask"),
  /** A one-stage detector trained on the encoder. */
  DETECTION("boxes");

  private final String column;

  Protocol(String column) {
    this.column = column;
  }

  /** The name in results: {@code knn}, {@code linear} and so on. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The column of the corpus that holds the truth. */
  String column() {
    return column;
  }

  /** Whether it is fitted to stored features; others train a network on images. */
  boolean isProbe() {
    return this == KNN || this == LINEAR;
  }
}
