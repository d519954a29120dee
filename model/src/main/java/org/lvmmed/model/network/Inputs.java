package org.lvmmed.model.network;

/**
 * A batch as it goes into a network.
 *
 * @param values count × channels × rows × columns, row-major
 */
public record Inputs(float[] values, int count, int channels, int rows, int columns) {

  public Inputs {
    long expected = (long) count * channels * rows * columns;
    if (count < 1 || values.length != expected) {
      throw new IllegalArgumentException(
          "A batch of %d inputs of %d×%d×%d has %d values, not %d"
              .formatted(count, channels, rows, columns, expected, values.length));
    }
  }

  /** Square images of three channels. */
  public static Inputs images(float[] values, int count, int size) {
    return new Inputs(values, count, 3, size, size);
  }

  /** Count, channels, rows, columns. */
  public long[] shape() {
    return new long[] {count, channels, rows, columns};
  }
}
