package org.lvmmed.model.downstream.detect;

import org.lvmmed.model.downstream.sample.TaskBox;

/**
 * The positions of one level of a pyramid over an input. Position p looks at the centre of its
 * square of the input.
 *
 * @param stride pixels of the input per position
 * @param finest whether it also takes what is smaller than its share
 * @param coarsest whether it also takes what is larger
 */
record PyramidLevel(int stride, int rows, int columns, boolean finest, boolean coarsest) {

  /** Longer sides of the boxes that a level takes, in strides; neighbours overlap. */
  private static final double SMALLEST = 3;

  private static final double LARGEST = 10;

  static PyramidLevel[] of(int[] strides, int inputRows, int inputColumns) {
    PyramidLevel[] levels = new PyramidLevel[strides.length];
    for (int i = 0; i < levels.length; i++) {
      int rows = (inputRows - 1) / strides[i] + 1;
      int columns = (inputColumns - 1) / strides[i] + 1;
      levels[i] = new PyramidLevel(strides[i], rows, columns, i == 0, i == levels.length - 1);
    }
    return levels;
  }

  int positions() {
    return rows * columns;
  }

  /** Pixels from the left border of the input. */
  double x(int position) {
    return (position % columns + 0.5) * stride;
  }

  /** Pixels from the upper border of the input. */
  double y(int position) {
    return (position / columns + 0.5) * stride;
  }

  /** Whether a box's size is among those that this level looks for. */
  boolean takes(TaskBox box) {
    double side = Math.max(box.x2() - box.x1(), box.y2() - box.y1());
    return (finest || side >= SMALLEST * stride) && (coarsest || side < LARGEST * stride);
  }
}
