package org.lvmmed.model.downstream.sample;

/**
 * An object's box in pixels of its image, x to the right and y downwards, from the image's corner.
 * Boxes without area are legal here, as data sets have them; training leaves them out.
 *
 * @param type class index
 */
public record TaskBox(double x1, double y1, double x2, double y2, int type) {

  public double area() {
    return Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
  }
}
