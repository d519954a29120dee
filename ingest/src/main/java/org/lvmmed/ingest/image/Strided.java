package org.lvmmed.ingest.image;

/**
 * Values that lie at equal steps in arrays of bytes: a column, a channel, one sample of each pixel.
 */
public final class Strided {
  private Strided() {}

  /**
   * A walk through an array.
   *
   * @param from the first byte of the first value
   * @param step bytes from a value to the next
   */
  public record Walk(byte[] data, int from, int step) {}

  /**
   * Copies values.
   *
   * @param count of the values
   * @param bytes of a value
   */
  public static void copy(Walk source, Walk target, int count, int bytes) {
    if (source.step == bytes && target.step == bytes) {
      System.arraycopy(source.data, source.from, target.data, target.from, count * bytes);
      return;
    }
    int from = source.from;
    int to = target.from;
    for (int i = 0; i < count; i++, from += source.step, to += target.step) {
      for (int b = 0; b < bytes; b++) {
        target.data[to + b] = source.data[from + b];
      }
    }
  }
}
