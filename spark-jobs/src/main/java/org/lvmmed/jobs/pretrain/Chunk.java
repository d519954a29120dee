package org.lvmmed.jobs.pretrain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.List;

/**
 * A piece of a vector as bytes, which is what serialisers copy fastest: the logical worker, its
 * weight, then the values, little-endian.
 */
final class Chunk {

  private static final int HEADER = Integer.BYTES + Long.BYTES;

  private Chunk() {}

  /**
   * A worker's values from {@code from} to before {@code to}.
   *
   * @param weight images that the worker trained on
   */
  static byte[] of(int worker, long weight, float[] vector, int from, int to) {
    ByteBuffer bytes = buffer(new byte[HEADER + Float.BYTES * (to - from)]);
    bytes.putInt(worker).putLong(weight);
    bytes.asFloatBuffer().put(vector, from, to - from);
    return bytes.array();
  }

  /** Copies a chunk's values to where they belong. */
  static void copy(byte[] chunk, float[] vector, int from) {
    FloatBuffer values = values(chunk);
    values.get(vector, from, values.remaining());
  }

  /**
   * The weighted mean, which bears no worker: added in double, in the order of the logical workers
   * whatever the order of arrival, so that it has the same bits on any cluster.
   */
  static byte[] mean(List<byte[]> chunks) {
    List<byte[]> ordered =
        chunks.stream().sorted(Comparator.comparingInt(c -> buffer(c).getInt())).toList();
    double[] sum = new double[values(ordered.get(0)).remaining()];
    double weights = 0;
    for (byte[] chunk : ordered) {
      long weight = buffer(chunk).getLong(Integer.BYTES);
      add(sum, values(chunk), weight);
      weights += weight;
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / weights);
    }
    return of(0, (long) weights, mean, 0, mean.length);
  }

  private static void add(double[] sum, FloatBuffer values, long weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * (double) values.get(i);
    }
  }

  private static FloatBuffer values(byte[] chunk) {
    return buffer(chunk).position(HEADER).asFloatBuffer();
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
