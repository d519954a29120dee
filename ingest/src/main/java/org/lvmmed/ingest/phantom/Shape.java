package org.lvmmed.ingest.phantom;

import java.util.List;

/**
 * A region of the plane. Coordinates run from -1 to 1 across a picture, x to the right and y down.
 */
@FunctionalInterface
interface Shape {

  /** Further out than any rim is blurred. */
  double FAR_OUTSIDE = -0.3;

  Shape NOWHERE = (x, y) -> Double.NEGATIVE_INFINITY;

  /** How far inside the region a point lies: near the rim the distance to it, negative outside. */
  double depth(double x, double y);

  /** A circle around the region, so that painting need not ask about every pixel. */
  default Circle bounds() {
    return Circle.EVERYWHERE;
  }

  /** A centre and a radius. */
  record Circle(double x, double y, double radius) {
    static final Circle EVERYWHERE = new Circle(0, 0, 1e6);

    Circle grownBy(double margin) {
      return new Circle(x, y, radius + margin);
    }
  }

  /** The part that lies in both; far outside the first the second is not asked. */
  default Shape and(Shape other) {
    return within(
        bounds(),
        (x, y) -> {
          double depth = depth(x, y);
          return depth < FAR_OUTSIDE ? depth : Math.min(depth, other.depth(x, y));
        });
  }

  default Shape or(Shape other) {
    return (x, y) -> Math.max(depth(x, y), other.depth(x, y));
  }

  default Shape minus(Shape other) {
    return and((x, y) -> -other.depth(x, y));
  }

  default Shape grownBy(double margin) {
    return within(bounds().grownBy(margin), (x, y) -> depth(x, y) + margin);
  }

  /** The band of the given width along the rim. */
  default Shape rim(double width) {
    return within(bounds().grownBy(width), (x, y) -> width / 2 - Math.abs(depth(x, y)));
  }

  static Shape disc(double x, double y, double radius) {
    return within(new Circle(x, y, radius), (px, py) -> radius - length(px - x, py - y));
  }

  static Shape ellipse(double x, double y, double rx, double ry, double angle) {
    return Ellipse.smooth(x, y, rx, ry, angle);
  }

  /** Everything within {@code radius} of the segment from (x0, y0) to (x1, y1). */
  static Shape capsule(double x0, double y0, double x1, double y1, double radius) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double square = Math.max(dx * dx + dy * dy, 1e-12);
    return within(
        new Circle((x0 + x1) / 2, (y0 + y1) / 2, length(dx, dy) / 2 + radius),
        (x, y) -> {
          double t = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / square));
          return radius - length(x - x0 - t * dx, y - y0 - t * dy);
        });
  }

  /** Everything below the height {@code y0}. */
  static Shape below(double y0) {
    return (x, y) -> y - y0;
  }

  /** Everything that lies in one of the shapes at least. */
  static Shape union(List<Shape> shapes) {
    Shape[] parts = shapes.toArray(Shape[]::new);
    return (x, y) -> {
      double depth = Double.NEGATIVE_INFINITY;
      for (Shape part : parts) {
        depth = Math.max(depth, part.depth(x, y));
      }
      return depth;
    };
  }

  /**
   * The length of (x, y); quicker than {@link Math#hypot}, whose care for overflow is idle here.
   */
  static double length(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }

  private static Shape within(Circle bounds, Shape shape) {
    return new Shape() {
      @Override
      public double depth(double x, double y) {
        return shape.depth(x, y);
      }

      @Override
      public Circle bounds() {
        return bounds;
      }
    };
  }
}
