package org.lvmmed.jobs.pretrain.data;

import org.lvmmed.model.image.Raster;

/**
 * A decoded image as an executor keeps it: one or three planes of 8 bits, no larger than training
 * needs. A quarter of a {@link Raster}'s memory; 8 bits are what augmentation's jitter leaves of
 * any window.
 */
public record StoredImage(byte[] samples, int height, int width) {

  /** Shrinks so that the short side is at most {@code shortSide}; never enlarges. */
  public static StoredImage of(Raster raster, int shortSide) {
    double scale = Math.min(1, shortSide / (double) Math.min(raster.height(), raster.width()));
    Raster small =
        scale == 1
            ? raster
            : raster.resize(scaled(raster.height(), scale), scaled(raster.width(), scale));
    int planes = small.grey() ? 1 : 3;
    int area = small.height() * small.width();
    byte[] samples = new byte[planes * area];
    for (int c = 0; c < planes; c++) {
      float[] plane = small.plane(c);
      for (int i = 0; i < area; i++) {
        samples[c * area + i] = (byte) Math.round(255 * Math.min(1, Math.max(0, plane[i])));
      }
    }
    return new StoredImage(samples, small.height(), small.width());
  }

  private static int scaled(int side, double scale) {
    return Math.max(1, (int) Math.round(side * scale));
  }

  public Raster raster() {
    float[] values = new float[samples.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (samples[i] & 0xff) / 255f;
    }
    return Raster.of(values, height, width);
  }

  long bytes() {
    return samples.length + 64L;
  }
}
