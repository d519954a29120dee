package org.lvmmed.model.objective;

import java.util.Arrays;

/** Average pooling of feature maps over their positions. */
final class Pooling {

  private Pooling() {}

  /**
   * @return one row of channel means an image
   * @throws DivergenceException where a map holds NaN or infinity
   */
  static Matrix average(FeatureMaps maps) {
    int channels = maps.channels();
    int positions = maps.positions();
    Matrix pooled = new Matrix(maps.images(), channels);
    double[] map = new double[channels * positions];
    for (int b = 0; b < maps.images(); b++) {
      maps.read(b, map);
      for (int d = 0; d < channels; d++) {
        pooled.values[b * channels + d] = mean(map, d * positions, positions);
      }
      requireFinite(pooled, b);
    }
    return pooled;
  }

  private static double mean(double[] map, int start, int count) {
    double sum = 0;
    for (int i = start; i < start + count; i++) {
      sum += map[i];
    }
    return sum / count;
  }

  private static void requireFinite(Matrix pooled, int row) {
    if (!Double.isFinite(pooled.dot(row, pooled, row))) {
      throw new DivergenceException(
          "Training diverged: the feature map of image %d in the batch is not finite (lower"
                  .formatted(row)
              + " pretrain.learning-rate and start anew: another --work, or without its folder"
              + " pretrain)");
    }
  }

  /** Spreads the gradient of the means evenly over the positions. */
  static void backward(Matrix gradient, FeatureMaps maps) {
    int positions = maps.positions();
    double[] map = new double[maps.channels() * positions];
    for (int b = 0; b < maps.images(); b++) {
      for (int d = 0; d < gradient.columns; d++) {
        double share = gradient.values[b * gradient.columns + d] / positions;
        Arrays.fill(map, d * positions, (d + 1) * positions, share);
      }
      maps.add(b, map);
    }
  }
}
