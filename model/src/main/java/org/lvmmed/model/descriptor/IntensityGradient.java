package org.lvmmed.model.descriptor;

import org.lvmmed.model.image.Raster;

/**
 * A description of an image that needs no training. The image is brought to 48 × 48 pixels; of its
 * luminance are taken an intensity histogram, histograms of gradient orientation in 6 × 6 cells
 * (after Dalal and Triggs, CVPR 2005) and a thumbnail, of its colour a coarse map of the difference
 * to grey. Histograms enter as square roots, so that their dot product is the Bhattacharyya
 * coefficient.
 *
 * <p>Global vector: the four parts one after the other. Cells: orientations and intensities of each
 * cell.
 */
public final class IntensityGradient {

  private static final int SIZE = 48;
  private static final int CELLS = 6;
  private static final int ORIENTATIONS = 8;
  private static final int CELL_LEVELS = 8;
  private static final int LEVELS = 32;
  private static final int THUMBNAIL = 12;
  private static final int COLOURS = 4;

  /** Gradient (per pixel, of luminance in [0,1]) below which a cell counts as flat. */
  private static final double FLAT = 0.02;

  /** How fast colour casts gain weight: those of a compressed grey picture stay without any. */
  private static final double COLOUR_GAIN = 2;

  private IntensityGradient() {}

  /** The descriptor of an image of any size. */
  public static ImageDescriptor of(Raster image) {
    Raster small = image.resize(SIZE, SIZE);
    float[] luminance = luminance(small);
    float[] orientations = CellHistograms.orientations(luminance, SIZE, CELLS, ORIENTATIONS, FLAT);
    float[] global =
        GlobalParts.join(
            rooted(CellHistograms.intensities(luminance, SIZE, 1, LEVELS)),
            orientations,
            thumbnail(luminance),
            colours(small));
    return new ImageDescriptor(global, cells(luminance, orientations), CELLS * CELLS);
  }

  private static float[] luminance(Raster image) {
    if (image.grey()) {
      return image.plane(0);
    }
    float[] luminance = new float[image.height() * image.width()];
    for (int i = 0; i < luminance.length; i++) {
      luminance[i] =
          0.299f * image.plane(0)[i] + 0.587f * image.plane(1)[i] + 0.114f * image.plane(2)[i];
    }
    return luminance;
  }

  private static float[] cells(float[] luminance, float[] orientations) {
    float[] levels = rooted(CellHistograms.intensities(luminance, SIZE, CELLS, CELL_LEVELS));
    int length = ORIENTATIONS + CELL_LEVELS;
    float[] cells = new float[CELLS * CELLS * length];
    for (int c = 0; c < CELLS * CELLS; c++) {
      System.arraycopy(orientations, c * ORIENTATIONS, cells, c * length, ORIENTATIONS);
      System.arraycopy(levels, c * CELL_LEVELS, cells, c * length + ORIENTATIONS, CELL_LEVELS);
    }
    Vectors.normaliseRows(cells, length);
    return cells;
  }

  private static float[] rooted(float[] histogram) {
    for (int i = 0; i < histogram.length; i++) {
      histogram[i] = (float) Math.sqrt(histogram[i]);
    }
    return histogram;
  }

  /** Luminance less its mean. */
  private static float[] thumbnail(float[] luminance) {
    float[] values = averages(luminance, THUMBNAIL);
    double mean = 0;
    for (float value : values) {
      mean += value / values.length;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] -= (float) mean;
    }
    return values;
  }

  private static float[] averages(float[] plane, int parts) {
    int side = SIZE / parts;
    float[] averages = new float[parts * parts];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        averages[y / side * parts + x / side] += plane[y * SIZE + x] / (side * side);
      }
    }
    return averages;
  }

  /** Red and blue less luminance; at most of unit length, and as short as the colours are faint. */
  private static float[] colours(Raster image) {
    float[] colours = new float[2 * COLOURS * COLOURS];
    if (image.grey()) {
      return colours;
    }
    float[] grey = averages(luminance(image), COLOURS);
    float[] red = averages(image.plane(0), COLOURS);
    float[] blue = averages(image.plane(2), COLOURS);
    for (int i = 0; i < grey.length; i++) {
      colours[i] = red[i] - grey[i];
      colours[grey.length + i] = blue[i] - grey[i];
    }
    double norm = Math.sqrt(Vectors.dot(colours, 0, colours, 0, colours.length));
    Vectors.scale(colours, 0, colours.length, COLOUR_GAIN / Math.max(1, COLOUR_GAIN * norm));
    return colours;
  }
}
