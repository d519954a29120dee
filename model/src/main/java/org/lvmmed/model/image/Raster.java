package org.lvmmed.model.image;

import java.util.Arrays;
import java.util.Objects;

/**
 * A decoded image: planes of height × width samples in [0,1], row-major. Grey images keep one plane
 * and read as three equal channels.
 */
public final class Raster {

  private final float[][] planes;
  private final int height;
  private final int width;

  private Raster(float[][] planes, int height, int width) {
    this.planes = planes;
    this.height = height;
    this.width = width;
  }

  /**
   * Decodes an 8- or 16-bit PNG, grey or RGB; palettes are expanded, an alpha channel is dropped.
   *
   * @throws IllegalArgumentException where the bytes are no readable PNG
   */
  public static Raster decode(byte[] png) {
    return PngDecoder.decode(png);
  }

  /**
   * An image from samples in [0,1].
   *
   * @param samples one or three planes of height × width, row-major
   */
  public static Raster of(float[] samples, int height, int width) {
    int area = Math.max(1, height * width);
    float[][] planes = new float[samples.length / area][];
    for (int c = 0; c < planes.length; c++) {
      planes[c] = Arrays.copyOfRange(samples, c * area, (c + 1) * area);
    }
    return wrap(planes, height, width);
  }

  /** An image around one plane (grey) or three, which are not copied. */
  public static Raster wrap(float[][] planes, int height, int width) {
    boolean filled = height > 0 && width > 0 && (planes.length == 1 || planes.length == 3);
    if (!filled || Arrays.stream(planes).anyMatch(plane -> plane.length != height * width)) {
      throw new IllegalArgumentException(
          "Invalid raster: %d planes for %d × %d pixels (1 or 3 planes of height × width samples)"
              .formatted(planes.length, height, width));
    }
    return new Raster(planes, height, width);
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /** Whether the three channels are equal, so that work on one of them is enough. */
  public boolean grey() {
    return planes.length == 1;
  }

  /** One channel's height × width samples, not to be changed; channel 0, 1 or 2. */
  public float[] plane(int channel) {
    return planes[grey() ? 0 : Objects.checkIndex(channel, 3)];
  }

  /** All samples, 3 × height × width (a copy). */
  public float[] chw() {
    int area = height * width;
    float[] all = new float[3 * area];
    for (int c = 0; c < 3; c++) {
      System.arraycopy(plane(c), 0, all, c * area, area);
    }
    return all;
  }

  /** The part inside the box, resampled to rows × columns. */
  public Raster resample(Box box, int rows, int columns) {
    Resampler resampler = new Resampler(box, height, width, rows, columns);
    float[][] out = new float[planes.length][];
    for (int c = 0; c < planes.length; c++) {
      out[c] = resampler.apply(planes[c]);
    }
    return wrap(out, rows, columns);
  }

  /** The whole image, resampled to rows × columns. */
  public Raster resize(int rows, int columns) {
    return resample(new Box(0, 0, 1, 1), rows, columns);
  }
}
