package org.lvmmed.jobs.pretrain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A piece of a vector as bytes, which is what serialisers copy fastest: the logical worker, where
 * the piece begins, the worker's weight, then the values, little-endian.
 */
final class Piece {

  /**
   * Most values of a piece: 256 KB. Of a megabyte or more they would be humongous to the garbage
   * collector, and it would mark the whole heap many times a round.
   */
  static final int VALUES = 1 << 16;

  private static final int BEGIN = Integer.BYTES;
  private static final int WEIGHT = BEGIN + Integer.BYTES;
  private static final int HEADER = WEIGHT + Long.BYTES;

  private static final Comparator<byte[]> BY_PLACE_AND_WORKER =
      Comparator.<byte[]>comparingInt(Piece::begin).thenComparingInt(p -> buffer(p).getInt());

  private Piece() {}

  /**
   * A worker's values from {@code begin} on, to the end of the piece or of the vector.
   *
   * @param weight images that the worker trained on
   */
  static byte[] of(int worker, long weight, float[] vector, int begin) {
    return of(worker, weight, vector, begin, Math.min(VALUES, vector.length - begin), begin);
  }

  private static byte[] of(int worker, long weight, float[] from, int at, int length, int begin) {
    ByteBuffer bytes = buffer(new byte[HEADER + Float.BYTES * length]);
    bytes.putInt(worker).putInt(begin).putLong(weight);
    bytes.asFloatBuffer().put(from, at, length);
    return bytes.array();
  }

  /** Copies a piece's values to where they belong. */
  static void copy(byte[] piece, float[] vector) {
    FloatBuffer values = values(piece);
    values.get(vector, begin(piece), values.remaining());
  }

  /**
   * The weighted mean of every place's pieces, which bears no worker: added in double, in the order
   * of the logical workers whatever the order of arrival, so that it has the same bits on any
   * cluster.
   */
  static List<byte[]> means(List<byte[]> pieces) {
    List<byte[]> ordered = pieces.stream().sorted(BY_PLACE_AND_WORKER).toList();
    Mean mean = new Mean();
    List<byte[]> means = new ArrayList<>();
    for (int from = 0; from < ordered.size(); ) {
      int to = from + 1;
      while (to < ordered.size() && begin(ordered.get(to)) == begin(ordered.get(from))) {
        to++;
      }
      means.add(mean.of(ordered.subList(from, to)));
      from = to;
    }
    return means;
  }

  /** Room for one place's values, which stays in the processor's cache. */
  private static final class Mean {
    private final double[] sum = new double[VALUES];
    private final float[] values = new float[VALUES];

    byte[] of(List<byte[]> place) {
      int length = values(place.get(0)).remaining();
      Arrays.fill(sum, 0, length, 0);
      long weights = 0;
      for (byte[] piece : place) {
        long weight = buffer(piece).getLong(WEIGHT);
        values(piece).get(values, 0, length);
        add(weight, length);
        weights += weight;
      }
      for (int i = 0; i < length; i++) {
        values[i] = (float) (sum[i] / weights);
      }
      return Piece.of(0, weights, values, 0, length, begin(place.get(0)));
    }

    private void add(double weight, int length) {
      for (int i = 0; i < length; i++) {
        sum[i] += weight * values[i];
      }
    }
  }

  private static int begin(byte[] piece) {
    return buffer(piece).getInt(BEGIN);
  }

  private static FloatBuffer values(byte[] piece) {
    return buffer(piece).position(HEADER).asFloatBuffer();
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
