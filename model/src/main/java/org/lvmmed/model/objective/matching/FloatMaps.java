package org.lvmmed.model.objective.matching;

import org.lvmmed.model.objective.MapPositions;

/** Feature maps and their gradient in float arrays, as an encoder gives and takes them. */
final class FloatMaps implements FeatureMaps {

  private final float[] values;
  private final float[] gradient;
  private final int channels;
  private final MapPositions positions;

  /**
   * @param values of each image channels × positions, row-major
   * @param gradient of the same shape, added to
   */
  FloatMaps(float[] values, float[] gradient, int channels, MapPositions positions) {
    int size = channels * positions.total();
    if (values.length != size || gradient.length != size) {
      throw new IllegalArgumentException(
          "Invalid feature maps: %d values and %d gradients for %d channels of %d positions"
              .formatted(values.length, gradient.length, channels, positions.total()));
    }
    this.values = values;
    this.gradient = gradient;
    this.channels = channels;
    this.positions = positions;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public MapPositions positions() {
    return positions;
  }

  @Override
  public void read(int image, double[] map) {
    int offset = channels * positions.start(image);
    for (int i = 0; i < channels * positions.of(image); i++) {
      map[i] = values[offset + i];
    }
  }

  @Override
  public void add(int image, double[] added) {
    int offset = channels * positions.start(image);
    for (int i = 0; i < channels * positions.of(image); i++) {
      gradient[offset + i] += (float) added[i];
    }
  }
}
