package org.lvmmed.ingest.dataset;

import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;

/** The value of a mask at a pixel. */
public final class MaskValues {
  private MaskValues() {}

  /**
   * The rescaled value; palettes stay indices, but of a picture with one bit the bright entry is 1.
   *
   * @param i position of the pixel's first sample
   */
  public static double of(ImageHeader header, Frame frame, int i) {
    double value = frame.value(i);
    int[] palette = header.palette();
    if (palette != null) {
      boolean turned =
          header.bitsStored() == 1
              && palette.length == 2
              && (palette[0] & 0xff) > (palette[1] & 0xff);
      return turned ? 1 - value : value;
    }
    return value * header.slope() + header.intercept();
  }
}
