package org.lvmmed.ingest.corpus;

import org.lvmmed.ingest.pixels.Picture;

/**
 * A difference hash of 256 bits: the picture is averaged down to 16 rows of 17 cells of grey, and
 * each bit tells whether a cell is brighter than the one to its left. Scaling, re-compression and
 * changes of brightness and contrast move few bits.
 */
public final class PerceptualHash {
  private static final int ROWS = 16;
  private static final int COLUMNS = 17;
  private static final double FLAT = 0.5 / 255;

  /** Bytes of a hash. */
  public static final int BYTES = 32;

  private PerceptualHash() {}

  /** The hash, or nothing for a picture with too little in it to be told from others. */
  public static byte[] of(Picture picture) {
    double[] cells = cells(picture);
    byte[] bits = new byte[BYTES];
    int told = 0;
    for (int y = 0; y < ROWS; y++) {
      for (int x = 0; x < COLUMNS - 1; x++) {
        double step = cells[y * COLUMNS + x + 1] - cells[y * COLUMNS + x];
        told += Math.abs(step) > FLAT ? 1 : 0;
        if (step > FLAT) {
          int bit = y * (COLUMNS - 1) + x;
          bits[bit / 8] |= (byte) (1 << (bit % 8));
        }
      }
    }
    return told < BYTES ? new byte[0] : bits;
  }

  /** Different bits of two hashes. */
  public static int distance(byte[] a, byte[] b) {
    int distance = 0;
    for (int i = 0; i < BYTES; i++) {
      distance += Integer.bitCount((a[i] ^ b[i]) & 0xff);
    }
    return distance;
  }

  private static double[] cells(Picture picture) {
    int rows = Math.max(picture.rows(), ROWS);
    int columns = Math.max(picture.columns(), COLUMNS);
    double white = picture.bits() == 8 ? 255 : 65535;
    double[] sums = new double[ROWS * COLUMNS];
    int[] counts = new int[ROWS * COLUMNS];
    for (int y = 0; y < rows; y++) {
      int cells = y * ROWS / rows * COLUMNS;
      int from = (picture.rows() >= ROWS ? y : y * picture.rows() / ROWS) * picture.columns();
      for (int cell = 0; cell < COLUMNS; cell++) {
        int first = first(cell, columns);
        int end = first(cell + 1, columns);
        for (int x = first; x < end; x++) {
          int fromX = picture.columns() >= COLUMNS ? x : x * picture.columns() / COLUMNS;
          sums[cells + cell] += grey(picture, from + fromX);
        }
        counts[cells + cell] += end - first;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= counts[i] * white;
    }
    return sums;
  }

  /** The first of so many columns that falls into a cell. */
  private static int first(int cell, int columns) {
    return (cell * columns + COLUMNS - 1) / COLUMNS;
  }

  private static double grey(Picture picture, int pixel) {
    if (picture.channels() == 1) {
      return picture.value(pixel);
    }
    int at = 3 * pixel;
    return 0.299 * picture.value(at)
        + 0.587 * picture.value(at + 1)
        + 0.114 * picture.value(at + 2);
  }
}
