package org.lvmmed.model.downstream.sample;

/**
 * A class for each pixel, row-major.
 *
 * @param classes height × width class indices, not to be changed; 0 is the background, {@link
 *     #IGNORED} a pixel that nothing is known of
 */
public record ByteMask(int height, int width, byte[] classes) {

  /** 255 as a byte: a pixel that counts in no loss and no metric. */
  public static final byte IGNORED = -1;

  public ByteMask {
    if (height < 1 || width < 1 || classes.length != height * width) {
      throw new IllegalArgumentException(
          "Invalid mask: %d values for %d × %d pixels (one per pixel, at least one)"
              .formatted(classes.length, height, width));
    }
  }

  /** The class at a pixel. */
  public int at(int row, int column) {
    return classes[row * width + column];
  }
}
