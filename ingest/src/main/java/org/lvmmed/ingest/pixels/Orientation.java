package org.lvmmed.ingest.pixels;

/** Turns and mirrors a picture as EXIF's orientation says (CIPA DC-008, tag 0x0112). */
public final class Orientation {
  private Orientation() {}

  public static Picture upright(Picture stored, int orientation) {
    if (orientation < 2 || orientation > 8) {
      return stored;
    }
    boolean transposed = orientation >= 5;
    int rows = transposed ? stored.columns() : stored.rows();
    int columns = transposed ? stored.rows() : stored.columns();
    int width = stored.channels() * stored.bits() / 8;
    byte[] out = new byte[stored.data().length];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int from = source(orientation, y, x, stored.rows(), stored.columns());
        System.arraycopy(stored.data(), from * width, out, (y * columns + x) * width, width);
      }
    }
    return new Picture(rows, columns, stored.channels(), stored.bits(), out);
  }

  /** Position in the stored picture of the upright picture's row y, column x. */
  private static int source(int orientation, int y, int x, int rows, int columns) {
    int bottom = rows - 1;
    int right = columns - 1;
    return switch (orientation) {
      case 2 -> y * columns + right - x;
      case 3 -> (bottom - y) * columns + right - x;
      case 4 -> (bottom - y) * columns + x;
      case 5 -> x * columns + y;
      case 6 -> (bottom - x) * columns + y;
      case 7 -> (bottom - x) * columns + right - y;
      default -> x * columns + right - y;
    };
  }
}
