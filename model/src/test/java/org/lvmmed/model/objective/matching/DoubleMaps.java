package org.lvmmed.model.objective.matching;

import org.lvmmed.model.objective.MapPositions;
import org.lvmmed.model.objective.Samples;

/** Maps in double, so that central differences see nothing of float's rounding. */
final class DoubleMaps implements FeatureMaps {

  final double[] values;
  final double[] gradient;
  private final int channels;
  private final MapPositions positions;

  DoubleMaps(double[] values, int images, int channels, int positions) {
    this(values, channels, new MapPositions(images, positions, positions));
  }

  private DoubleMaps(double[] values, int channels, MapPositions positions) {
    this.values = values;
    this.gradient = new double[values.length];
    this.channels = channels;
    this.positions = positions;
  }

  static DoubleMaps random(long seed, int images, int channels, int positions) {
    return random(seed, channels, new MapPositions(images, positions, positions));
  }

  static DoubleMaps random(long seed, int channels, MapPositions positions) {
    return new DoubleMaps(Samples.uniform(seed, channels * positions.total()), channels, positions);
  }

  DoubleMaps with(double[] changed) {
    return new DoubleMaps(changed, channels, positions);
  }

  int images() {
    return positions.images();
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
    int length = channels * positions.of(image);
    System.arraycopy(values, channels * positions.start(image), map, 0, length);
  }

  @Override
  public void add(int image, double[] added) {
    int offset = channels * positions.start(image);
    for (int i = 0; i < channels * positions.of(image); i++) {
      gradient[offset + i] += added[i];
    }
  }
}
