package org.lvmmed.model.downstream.detect;

/** Boxes as logarithms of how far they reach from a position, in strides. */
final class Reaches {

  /** e^5 positions: further than any input. */
  private static final double LARGEST = 5;

  private Reaches() {}

  /**
   * The box x1, y1, x2, y2 in pixels of the input.
   *
   * @param logs of one image: 4 × positions
   */
  static double[] box(double[] logs, int offset, PyramidLevel level, int position) {
    double x = level.x(position);
    double y = level.y(position);
    return new double[] {
      x - reach(logs, offset, level, position, 0),
      y - reach(logs, offset, level, position, 1),
      x + reach(logs, offset, level, position, 2),
      y + reach(logs, offset, level, position, 3)
    };
  }

  static double reach(double[] logs, int offset, PyramidLevel level, int position, int side) {
    double log = logs[offset + side * level.positions() + position];
    return level.stride() * Math.exp(Math.min(log, LARGEST));
  }

  /** ∂box/∂log of a side: −reach for left and top, reach for right and bottom. */
  static double slope(double[] logs, int offset, PyramidLevel level, int position, int side) {
    double log = logs[offset + side * level.positions() + position];
    if (log > LARGEST) {
      return 0;
    }
    double reach = reach(logs, offset, level, position, side);
    return side < 2 ? -reach : reach;
  }
}
