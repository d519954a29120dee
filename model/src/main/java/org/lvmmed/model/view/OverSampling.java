package org.lvmmed.model.view;

import org.lvmmed.model.image.Box;
import org.lvmmed.model.image.Raster;

/** Copies of images of minority modalities: slightly smaller crops, resized back. */
public final class OverSampling {

  private static final double MIN_SIDE = 0.85;
  private static final double MAX_SIDE = 0.95;

  private OverSampling() {}

  /**
   * A crop of 85–95 % of the image's height and width, of the image's size.
   *
   * @param draws a function of the seed, the image and the copy's number, so that a copy stays the
   *     same over epochs
   */
  public static Raster copy(Raster image, Draws draws) {
    double side = draws.uniform(MIN_SIDE, MAX_SIDE);
    Box box = new Box(draws.uniform(0, 1 - side), draws.uniform(0, 1 - side), side, side);
    return image.resample(box, image.height(), image.width());
  }
}
