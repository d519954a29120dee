package org.lvmmed.ingest.corpus;

import org.lvmmed.ingest.pixels.Picture;

/** Whether next to nothing is seen in a slice. */
final class Emptiness {
  /** Standard deviation, as a share of white, below which a slice counts as empty. */
  private static final double LEAST = 0.02;

  private Emptiness() {}

  static boolean isEmpty(Picture picture) {
    int values = picture.rows() * picture.columns() * picture.channels();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < values; i++) {
      double value = picture.value(i);
      sum += value;
      squares += value * value;
    }
    double mean = sum / values;
    double deviation = Math.sqrt(Math.max(0, squares / values - mean * mean));
    return deviation < LEAST * (picture.bits() == 8 ? 255 : 65535);
  }
}
