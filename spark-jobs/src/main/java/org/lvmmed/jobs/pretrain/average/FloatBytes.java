package org.lvmmed.jobs.pretrain.average;

import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Floats as bytes, little-endian. */
public final class FloatBytes {

  /**
   * Values that are best converted at a time: 256 KB. Of a megabyte or more they would be humongous
   * to the garbage collector, and it would mark the whole heap many times a round.
   */
  public static final int BLOCK = 1 << 16;

  private FloatBytes() {}

  /** The bytes of {@code length} values from {@code begin} on. */
  public static byte[] of(float[] values, int begin, int length) {
    byte[] bytes = new byte[Float.BYTES * length];
    floats(bytes).put(values, begin, length);
    return bytes;
  }

  /**
   * Reads {@code length} values to {@code begin} and on.
   *
   * @throws java.io.EOFException if there are fewer
   */
  public static void read(DataInput in, float[] into, int begin, int length) throws IOException {
    byte[] block = new byte[Float.BYTES * Math.min(BLOCK, length)];
    for (int at = 0; at < length; at += BLOCK) {
      int n = Math.min(BLOCK, length - at);
      in.readFully(block, 0, Float.BYTES * n);
      floats(block).get(into, begin + at, n);
    }
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
