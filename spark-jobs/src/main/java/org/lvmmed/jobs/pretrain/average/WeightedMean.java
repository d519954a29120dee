package org.lvmmed.jobs.pretrain.average;

import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The mean of vectors, weighted: added in double, in the vectors' order, so that it has the same
 * bits on any cluster.
 */
final class WeightedMean {

  private final long[] weights;
  private final long total;
  // A block's values stay in the processor's cache.
  private final double[] sum = new double[FloatBytes.BLOCK];
  private final float[] values = new float[FloatBytes.BLOCK];

  /**
   * @param weights of the vectors; positive
   */
  WeightedMean(long[] weights) {
    this.weights = weights.clone();
    this.total = Arrays.stream(weights).sum();
  }

  /**
   * The mean of {@code length} values of each vector, block by block.
   *
   * @param vectors where the values are read, as {@link FloatBytes} has them
   */
  List<byte[]> of(List<? extends DataInput> vectors, int length) throws IOException {
    List<byte[]> blocks = new ArrayList<>();
    for (int left = length; left > 0; left -= FloatBytes.BLOCK) {
      blocks.add(block(vectors, Math.min(FloatBytes.BLOCK, left)));
    }
    return blocks;
  }

  private byte[] block(List<? extends DataInput> vectors, int length) throws IOException {
    Arrays.fill(sum, 0, length, 0);
    for (int v = 0; v < weights.length; v++) {
      FloatBytes.read(vectors.get(v), values, 0, length);
      double weight = weights[v];
      for (int i = 0; i < length; i++) {
        sum[i] += weight * values[i];
      }
    }
    for (int i = 0; i < length; i++) {
      values[i] = (float) (sum[i] / total);
    }
    return FloatBytes.of(values, 0, length);
  }
}
