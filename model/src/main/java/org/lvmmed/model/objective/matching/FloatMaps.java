package org.lvmmed.model.objective.matching;

/** Feature maps and their gradient in float arrays, as an encoder gives and takes them. */
final class FloatMaps implements FeatureMaps {

  private final float[] values;
  private final float[] gradient;
  private final int images;
  private final int channels;
  private final int positions;

  /**
   * @param values images × channels × positions, row-major
   * @param gradient of the same shape, added to
   */
  public FloatMaps(float[] values, float[] gradient, int images, int channels, int positions) {
    int size = images * channels * positions;
    if (values.length != size || gradient.length != size) {
      throw new IllegalArgumentException(
          "Invalid feature maps: %d values and %d gradients for %d images × %d × %d"
              .formatted(values.length, gradient.length, images, channels, positions));
    }
    this.values = values;
    this.gradient = gradient;
    this.images = images;
    this.channels = channels;
    this.positions = positions;
  }

  @Override
  public int images() {
    return images;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public int positions() {
    return positions;
  }

  @Override
  public void read(int image, double[] map) {
    int offset = image * channels * positions;
    for (int i = 0; i < channels * positions; i++) {
      map[i] = values[offset + i];
    }
  }

  @Override
  public void add(int image, double[] added) {
    int offset = image * channels * positions;
    for (int i = 0; i < channels * positions; i++) {
      gradient[offset + i] += (float) added[i];
    }
  }
}
