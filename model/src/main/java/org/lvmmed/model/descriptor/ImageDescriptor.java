package org.lvmmed.model.descriptor;

import java.io.Serializable;

/**
 * What two images are compared by.
 *
 * @param global one vector of unit length for the whole image
 * @param cells one vector of unit length for each of its parts, cells × dimensions, row-major
 * @param cellCount how many parts
 */
public record ImageDescriptor(float[] global, float[] cells, int cellCount)
    implements Serializable {

  public ImageDescriptor {
    if (cellCount < 1 || global.length == 0 || cells.length == 0 || cells.length % cellCount != 0) {
      throw new IllegalArgumentException(
          "Invalid image descriptor: %d global values, %d values for %d cells"
              .formatted(global.length, cells.length, cellCount));
    }
  }

  /** Values of one cell's vector. */
  public int cellDimensions() {
    return cells.length / cellCount;
  }

  /**
   * The descriptor that an encoder's feature map amounts to: its average over positions, and the
   * vectors of the positions.
   *
   * @param map channels × positions, row-major
   */
  public static ImageDescriptor ofFeatureMap(float[] map, int channels) {
    int positions = map.length / channels;
    float[] global = new float[channels];
    float[] cells = new float[map.length];
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      for (int p = 0; p < positions; p++) {
        float value = map[c * positions + p];
        sum += value;
        cells[p * channels + c] = value;
      }
      global[c] = (float) (sum / positions);
    }
    Vectors.normalise(global, 0, channels);
    Vectors.normaliseRows(cells, channels);
    return new ImageDescriptor(global, cells, positions);
  }
}
