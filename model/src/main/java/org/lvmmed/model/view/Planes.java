package org.lvmmed.model.view;

import org.lvmmed.model.image.Raster;

/** A view's planes while it is being drawn: one for grey, three for colour, changed in place. */
final class Planes {

  // Luma of ITU-R BT.601.
  private static final float RED = 0.299f;
  private static final float GREEN = 0.587f;
  private static final float BLUE = 0.114f;

  private final int rows;
  private final int columns;
  private float[][] planes;

  Planes(Raster raster) {
    rows = raster.height();
    columns = raster.width();
    planes = new float[raster.grey() ? 1 : 3][];
    for (int c = 0; c < planes.length; c++) {
      planes[c] = raster.plane(c);
    }
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  boolean grey() {
    return planes.length == 1;
  }

  float[][] all() {
    return planes;
  }

  Raster toRaster() {
    return Raster.wrap(planes, rows, columns);
  }

  /** Brightness of each pixel; the plane itself where there is no colour. */
  float[] luma() {
    if (grey()) {
      return planes[0];
    }
    float[] out = new float[rows * columns];
    for (int i = 0; i < out.length; i++) {
      out[i] = RED * planes[0][i] + GREEN * planes[1][i] + BLUE * planes[2][i];
    }
    return out;
  }

  void dropColour() {
    planes = new float[][] {luma()};
  }

  void flip() {
    for (float[] plane : planes) {
      for (int start = 0; start < plane.length; start += columns) {
        reverse(plane, start, start + columns - 1);
      }
    }
  }

  private static void reverse(float[] plane, int from, int to) {
    for (int i = from, j = to; i < j; i++, j--) {
      float swap = plane[i];
      plane[i] = plane[j];
      plane[j] = swap;
    }
  }
}
