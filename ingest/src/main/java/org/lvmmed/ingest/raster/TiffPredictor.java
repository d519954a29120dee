package org.lvmmed.ingest.raster;

import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * Undoes the differences that a TIFF keeps in place of values (TIFF 6.0, section 14; Technical Note
 * 3 for floats), and leaves little-endian values.
 */
final class TiffPredictor {
  private static final int NONE = 1;
  private static final int HORIZONTAL = 2;
  private static final int FLOATING = 3;

  private TiffPredictor() {}

  /**
   * Of one strip or tile, in place.
   *
   * @param samples of a pixel that stand together
   * @param bytes of a sample
   */
  static void undo(byte[] data, int width, int samples, int bytes, TiffPage page)
      throws UnreadableImageException {
    int line = width * samples * bytes;
    switch (page.blocks().predictor()) {
      case NONE -> toLittleEndian(data, bytes, page.layout().bigEndian());
      case HORIZONTAL -> {
        toLittleEndian(data, bytes, page.layout().bigEndian());
        for (int from = 0; from < data.length; from += line) {
          addUp(data, from, from + line, samples * bytes, bytes);
        }
      }
      case FLOATING -> {
        for (int from = 0; from < data.length; from += line) {
          addUp(data, from, from + line, samples, 1);
          gather(data, from, line, bytes);
        }
      }
      default ->
          throw new UnreadableImageException(
              Reason.UNSUPPORTED,
              "Tiff predictor " + page.blocks().predictor() + " is not read; save without one");
    }
  }

  private static void toLittleEndian(byte[] data, int bytes, boolean big) {
    for (int i = 0; big && i < data.length; i += bytes) {
      for (int a = i, b = i + bytes - 1; a < b; a++, b--) {
        byte kept = data[a];
        data[a] = data[b];
        data[b] = kept;
      }
    }
  }

  /** Adds to each little-endian number the one that lies {@code step} bytes before it. */
  private static void addUp(byte[] data, int from, int to, int step, int bytes) {
    for (int i = from + step; i < to; i += bytes) {
      int carry = 0;
      for (int b = 0; b < bytes; b++) {
        carry += (data[i + b] & 0xff) + (data[i + b - step] & 0xff);
        data[i + b] = (byte) carry;
        carry >>= 8;
      }
    }
  }

  /** Of a line that keeps the first bytes of all values, then the second, the highest first. */
  private static void gather(byte[] data, int from, int line, int bytes) {
    byte[] apart = java.util.Arrays.copyOfRange(data, from, from + line);
    int values = line / bytes;
    for (int i = 0; i < values; i++) {
      for (int b = 0; b < bytes; b++) {
        data[from + i * bytes + bytes - 1 - b] = apart[b * values + i];
      }
    }
  }
}
