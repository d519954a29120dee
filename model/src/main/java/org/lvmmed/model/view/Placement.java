package org.lvmmed.model.view;

import org.lvmmed.model.image.Box;

/**
 * Where a view lies in its image.
 *
 * @param box the part of the image that it shows
 * @param flipped whether it is mirrored left to right
 */
public record Placement(Box box, boolean flipped) {

  /**
   * The centres of a feature map's positions in the coordinates of the image.
   *
   * @return x and y in [0,1] of each of rows × columns positions, row-major: 2·rows·columns values
   */
  public float[] positions(int rows, int columns) {
    float[] out = new float[2 * rows * columns];
    for (int p = 0; p < rows * columns; p++) {
      double across = (p % columns + 0.5) / columns;
      double down = (p / columns + 0.5) / rows;
      out[2 * p] = (float) (box.left() + box.width() * (flipped ? 1 - across : across));
      out[2 * p + 1] = (float) (box.top() + box.height() * down);
    }
    return out;
  }
}
