package org.lvmmed.model.objective.vicregl;

import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.MapPositions;

/** Between maps as a network has them, channels × positions an image, and one row a position. */
final class PositionRows {

  private PositionRows() {}

  /**
   * @param values of all maps, one after the other
   * @return one row a position, in the order of {@link MapPositions#start}
   */
  static Matrix of(float[] values, MapPositions maps) {
    int channels = values.length / maps.total();
    Matrix rows = new Matrix(maps.total(), channels);
    for (int image = 0; image < maps.images(); image++) {
      int positions = maps.of(image);
      int start = maps.start(image);
      for (int c = 0; c < channels; c++) {
        for (int p = 0; p < positions; p++) {
          rows.values[(start + p) * channels + c] = values[start * channels + c * positions + p];
        }
      }
    }
    return rows;
  }

  /** The way back, for gradients. */
  static float[] back(Matrix rows, MapPositions maps) {
    int channels = rows.columns;
    float[] values = new float[rows.values.length];
    for (int image = 0; image < maps.images(); image++) {
      int positions = maps.of(image);
      int start = maps.start(image);
      for (int c = 0; c < channels; c++) {
        for (int p = 0; p < positions; p++) {
          values[start * channels + c * positions + p] =
              (float) rows.values[(start + p) * channels + c];
        }
      }
    }
    return values;
  }
}
