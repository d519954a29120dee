package org.lvmmed.ingest.codec;

import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * Coding parameters of JPEG-LS (ITU-T T.87, C.2.4.1.1).
 *
 * @param maxValue greatest sample value
 * @param t1 {@code t2}, {@code t3}: thresholds of the local gradients
 * @param reset occurrences after which a context is halved
 */
record LsParameters(int maxValue, int t1, int t2, int t3, int reset) {
  private static final int DEFAULT_RESET = 64;

  /** What a codestream gives explicitly; zeros stand for defaults. */
  static final LsParameters DEFAULTS = new LsParameters(0, 0, 0, 0, 0);

  private static final int PRESET = 1;

  /** Reads an LSE segment; mapping tables and oversize images are none that DICOM uses. */
  static LsParameters read(JpegSegments in) throws UnreadableImageException {
    int kind = in.u8();
    if (kind != PRESET) {
      throw Faults.unsupported(
          "JPEG-LS with mapping tables or oversize dimensions is not read; convert the image");
    }
    return new LsParameters(in.u16(), in.u16(), in.u16(), in.u16(), in.u16());
  }

  /** Fills in the defaults (C.2.4.1.1.1) and checks the whole. */
  LsParameters complete(int precision, int near) throws UnreadableImageException {
    int max = maxValue == 0 ? (1 << precision) - 1 : maxValue;
    if (max >= 1 << precision || near > Math.min(255, max / 2)) {
      throw Faults.corrupt(
          "Invalid JPEG-LS data: greatest value "
              + max
              + " and error "
              + near
              + " with "
              + precision
              + " bits");
    }
    int d1 = defaultThreshold(max, near, 3, 2, near + 1);
    int first = t1 == 0 ? d1 : t1;
    int second = t2 == 0 ? defaultThreshold(max, near, 7, 3, first) : t2;
    int third = t3 == 0 ? defaultThreshold(max, near, 21, 4, second) : t3;
    int interval = reset == 0 ? DEFAULT_RESET : reset;
    if (first <= near || second < first || third < second || third > max || interval < 3) {
      throw Faults.corrupt(
          "Invalid JPEG-LS data: thresholds "
              + first
              + ", "
              + second
              + ", "
              + third
              + ", reset "
              + interval);
    }
    return new LsParameters(max, first, second, third, interval);
  }

  private static int defaultThreshold(int max, int near, int basic, int least, int lower) {
    int error = near * (2 * least - 1);
    int value;
    if (max >= 128) {
      int factor = (Math.min(max, 4095) + 128) / 256;
      value = factor * (basic - least) + least + error;
    } else {
      int factor = 256 / (max + 1);
      value = Math.max(least, basic / factor + error);
    }
    return value > max || value < lower ? lower : value;
  }
}
