package org.lvmmed.ingest.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One frame (slice) of an image: rows × columns × samples values as stored, before any rescale,
 * little-endian, in C order with the samples of a pixel together.
 */
public record Frame(int index, int rows, int columns, int samples, SampleType type, byte[] data) {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);
  private static final VarHandle FLOATS = view(float[].class);
  private static final VarHandle DOUBLES = view(double[].class);

  public Frame {
    long expected = (long) rows * columns * samples * type.bytes();
    if (data.length != expected) {
      throw new IllegalArgumentException(
          "Invalid frame: " + data.length + " bytes where its dimensions need " + expected);
    }
  }

  public int length() {
    return rows * columns * samples;
  }

  /**
   * The value at position {@code i} of the C-order array; 64-bit integers lose what a double cannot
   * hold.
   */
  public double value(int i) {
    return switch (type) {
      case UINT8 -> data[i] & 0xff;
      case INT8 -> data[i];
      case UINT16 -> (short) SHORTS.get(data, 2 * i) & 0xffff;
      case INT16 -> (short) SHORTS.get(data, 2 * i);
      case UINT32 -> (int) INTS.get(data, 4 * i) & 0xffffffffL;
      case INT32 -> (int) INTS.get(data, 4 * i);
      case UINT64 -> unsigned((long) LONGS.get(data, 8 * i));
      case INT64 -> (long) LONGS.get(data, 8 * i);
      case FLOAT32 -> (float) FLOATS.get(data, 4 * i);
      case FLOAT64 -> (double) DOUBLES.get(data, 8 * i);
    };
  }

  /** The bits of a value of at most two bytes, as a number from 0 on. */
  public int bits(int i) {
    return type.bytes() == 1 ? data[i] & 0xff : (short) SHORTS.get(data, 2 * i) & 0xffff;
  }

  private static double unsigned(long v) {
    return v >= 0 ? v : (v >>> 1) * 2.0 + (v & 1);
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }
}
