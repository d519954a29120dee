package org.lvmmed.model.image;

/**
 * A part of an image in relative coordinates: 0 is the left (upper) border, 1 the right (lower)
 * one.
 *
 * @param left in [0,1)
 * @param top in [0,1)
 * @param width in (0,1]
 * @param height in (0,1]
 */
public record Box(double left, double top, double width, double height) {

  private static final double ROUNDING = 1e-9;

  public Box {
    if (!inside(left, width) || !inside(top, height)) {
      throw new IllegalArgumentException(
          "Invalid box of an image: left %s, top %s, width %s, height %s (inside [0,1], not empty)"
              .formatted(left, top, width, height));
    }
  }

  private static boolean inside(double start, double length) {
    return start >= 0 && length > 0 && start + length <= 1 + ROUNDING;
  }
}
