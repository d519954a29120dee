package org.lvmmed.ingest.phantom;

import java.util.function.DoubleUnaryOperator;

/** A square picture of one channel, painted with shapes in the coordinates of the anatomy. */
final class Plane {
  /** Wider than the soft rim that {@link #paint} gives a shape. */
  private static final double RIM = 0.1;

  private final int size;
  private final Pose pose;
  private final double cos;
  private final double sin;
  private final double[] values;

  Plane(int size, Pose pose, double background) {
    this.size = size;
    this.pose = pose;
    this.cos = StrictMath.cos(pose.angle()) / pose.scale();
    this.sin = StrictMath.sin(pose.angle()) / pose.scale();
    this.values = new double[size * size];
    java.util.Arrays.fill(values, background);
  }

  int size() {
    return size;
  }

  double[] values() {
    return values;
  }

  /** Receives a pixel and its place in the anatomy. */
  @FunctionalInterface
  interface PixelVisitor {
    void visit(int pixel, double x, double y);
  }

  void forEach(PixelVisitor visitor) {
    forEach(Shape.Circle.EVERYWHERE, visitor);
  }

  /** Visits the pixels of the smallest box around a circle. */
  void forEach(Shape.Circle circle, PixelVisitor visitor) {
    double square = pose.scale() * pose.scale();
    double u0 = (cos * circle.x() - sin * circle.y()) * square + pose.dx();
    double v0 = (sin * circle.x() + cos * circle.y()) * square + pose.dy();
    double reach = circle.radius() * pose.scale();
    int lastRow = pixel(v0 + reach);
    int lastColumn = pixel(u0 + reach);
    for (int row = pixel(v0 - reach); row <= lastRow; row++) {
      double v = (2.0 * row + 1) / size - 1 - pose.dy();
      for (int column = pixel(u0 - reach); column <= lastColumn; column++) {
        double u = (2.0 * column + 1) / size - 1 - pose.dx();
        visitor.visit(row * size + column, cos * u + sin * v, cos * v - sin * u);
      }
    }
  }

  /** The row or column nearest to a place between -1 and 1. */
  private int pixel(double place) {
    return (int) Math.min(size - 1, Math.max(0, (place + 1) / 2 * size));
  }

  /** Replaces what the shape covers. */
  Plane paint(Shape shape, double value) {
    forEach(
        shape.bounds().grownBy(RIM),
        (i, x, y) -> values[i] += (value - values[i]) * coverage(shape.depth(x, y)));
    return this;
  }

  /** Adds to what the shape covers, fading over {@code blur} at its rim. */
  Plane add(Shape shape, double amount, double blur) {
    forEach(
        shape.bounds().grownBy(blur),
        (i, x, y) -> values[i] += amount * clamp(shape.depth(x, y) / blur + 0.5));
    return this;
  }

  Plane map(DoubleUnaryOperator operator) {
    for (int i = 0; i < values.length; i++) {
      values[i] = operator.applyAsDouble(values[i]);
    }
    return this;
  }

  /** Adds normal noise whose grain is {@code grain} pixels wide. */
  Plane noise(double deviation, double grain, Draws draws) {
    double[] field = Field.noise(size, size, grain, grain, draws);
    for (int i = 0; i < values.length; i++) {
      values[i] += deviation * field[i];
    }
    return this;
  }

  Plane blur(double pixels) {
    Field.blur(values, size, size, pixels, pixels);
    return this;
  }

  /** The pixels whose centre lies in the shape are set to {@code value}. */
  void mark(Shape shape, double value) {
    forEach(
        shape.bounds(),
        (i, x, y) -> {
          if (shape.depth(x, y) > 0) {
            values[i] = value;
          }
        });
  }

  /** A pixel's share of the shape, from its centre's distance to the rim. */
  private double coverage(double depth) {
    return clamp(depth * size * pose.scale() / 2 + 0.5);
  }

  private static double clamp(double v) {
    return Math.min(1, Math.max(0, v));
  }
}
