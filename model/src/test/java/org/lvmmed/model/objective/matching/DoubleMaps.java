package org.lvmmed.model.objective.matching;

import org.lvmmed.model.objective.Samples;

/** Maps in double, so that central differences see nothing of float's rounding. */
final class DoubleMaps implements FeatureMaps {

  final double[] values;
  final double[] gradient;
  private final int images;
  private final int channels;
  private final int positions;

  DoubleMaps(double[] values, int images, int channels, int positions) {
    this.values = values;
    this.gradient = new double[values.length];
    this.images = images;
    this.channels = channels;
    this.positions = positions;
  }

  static DoubleMaps random(long seed, int images, int channels, int positions) {
    double[] values = Samples.uniform(seed, images * channels * positions);
    return new DoubleMaps(values, images, channels, positions);
  }

  DoubleMaps with(double[] changed) {
    return new DoubleMaps(changed, images, channels, positions);
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
    System.arraycopy(values, image * channels * positions, map, 0, channels * positions);
  }

  @Override
  public void add(int image, double[] added) {
    int offset = image * channels * positions;
    for (int i = 0; i < channels * positions; i++) {
      gradient[offset + i] += added[i];
    }
  }
}
