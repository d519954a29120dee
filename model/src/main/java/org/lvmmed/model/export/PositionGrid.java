package org.lvmmed.model.export;

import org.lvmmed.model.network.GridResize;

/** A transformer's learned positions, one row of a tensor each, after that of the class token. */
final class PositionGrid {

  static final String NAME = "pos_embed";

  private PositionGrid() {}

  /**
   * Positions that were learned for another input size, resized to this one's; anything else as it
   * is.
   *
   * @param grid rows and columns that are wanted
   */
  static NamedTensor resized(NamedTensor given, int grid) {
    int[] shape = given.shape();
    if (shape.length != 3 || shape[0] != 1 || shape[1] < 2) {
      return given;
    }
    int side = (int) Math.round(Math.sqrt(shape[1] - 1));
    if (side * side != shape[1] - 1 || side == grid) {
      return given;
    }
    int width = shape[2];
    float[] cells = new float[side * side * width];
    System.arraycopy(given.values(), width, cells, 0, cells.length);
    float[] resized = GridResize.resize(cells, width, side, grid);
    float[] values = new float[width + resized.length];
    System.arraycopy(given.values(), 0, values, 0, width);
    System.arraycopy(resized, 0, values, width, resized.length);
    return new NamedTensor(given.name(), new int[] {1, 1 + grid * grid, width}, values);
  }
}
