package org.lvmmed.model.downstream.sample;

import org.lvmmed.model.view.Draws;

/**
 * An affine map from the pixels of a training input to those of its source: turned, scaled, shifted
 * and mirrored at random. Pixel (x, y) of the input shows (a·x + b·y + e, c·x + d·y + f) of the
 * source, both counted from the centre of the first pixel.
 */
public record Warp(double a, double b, double c, double d, double e, double f) {

  private static final double MIRRORED = 0.5;

  /**
   * How much is drawn.
   *
   * @param degrees largest turn
   * @param scale largest enlargement and reduction, at least 1
   * @param shift largest shift in parts of the input's side
   */
  public record Range(double degrees, double scale, double shift) {}

  /**
   * Draws a map whose input shows the surroundings of a point of the source.
   *
   * @param columns of the input
   * @param x of the point, in pixels of the source
   */
  public static Warp draw(Draws draws, Range range, int rows, int columns, double x, double y) {
    double angle = Math.toRadians(draws.uniform(-range.degrees(), range.degrees()));
    double scale = Math.exp(draws.uniform(-1, 1) * Math.log(range.scale()));
    double across = x + draws.uniform(-range.shift(), range.shift()) * columns;
    double down = y + draws.uniform(-range.shift(), range.shift()) * rows;
    double mirror = draws.chance(MIRRORED) ? -1 : 1;
    double cos = scale * Math.cos(angle);
    double sin = scale * Math.sin(angle);
    return about(mirror * cos, -sin, mirror * sin, cos, (columns - 1) / 2.0, (rows - 1) / 2.0)
        .shifted(across, down);
  }

  /** No turn, no scale: the window whose centre is the point. */
  public static Warp window(int rows, int columns, double x, double y) {
    return about(1, 0, 0, 1, (columns - 1) / 2.0, (rows - 1) / 2.0).shifted(x, y);
  }

  private static Warp about(double a, double b, double c, double d, double x, double y) {
    return new Warp(a, b, c, d, -a * x - b * y, -c * x - d * y);
  }

  private Warp shifted(double x, double y) {
    return new Warp(a, b, c, d, e + x, f + y);
  }

  public double x(double column, double row) {
    return a * column + b * row + e;
  }

  public double y(double column, double row) {
    return c * column + d * row + f;
  }

  /** The map from the source back to the input. */
  public Warp inverse() {
    double determinant = a * d - b * c;
    double ia = d / determinant;
    double ib = -b / determinant;
    double ic = -c / determinant;
    double id = a / determinant;
    return new Warp(ia, ib, ic, id, -ia * e - ib * f, -ic * e - id * f);
  }

  /**
   * Where a box goes; of a map without turns. Boxes count from a pixel's corner, maps from its
   * centre.
   */
  public TaskBox box(TaskBox box) {
    double x1 = x(box.x1() - 0.5, box.y1() - 0.5) + 0.5;
    double x2 = x(box.x2() - 0.5, box.y2() - 0.5) + 0.5;
    double y1 = y(box.x1() - 0.5, box.y1() - 0.5) + 0.5;
    double y2 = y(box.x2() - 0.5, box.y2() - 0.5) + 0.5;
    return new TaskBox(
        Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2), box.type());
  }

  /**
   * Bilinear samples of planes, 0 beyond the border.
   *
   * @param source channels × height × width
   * @param out where rows × columns samples of each channel are put, one channel after the other
   */
  public void sample(
      float[] source, int height, int width, float[] out, int offset, int rows, int columns) {
    int channels = source.length / (height * width);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double x = x(column, row);
        double y = y(column, row);
        if (x < 0 || y < 0 || x > width - 1 || y > height - 1) {
          continue;
        }
        int left = Math.min((int) x, Math.max(0, width - 2));
        int top = Math.min((int) y, Math.max(0, height - 2));
        float across = (float) (x - left);
        float down = (float) (y - top);
        int right = width > 1 ? 1 : 0;
        int below = height > 1 ? width : 0;
        for (int k = 0; k < channels; k++) {
          int at = (k * height + top) * width + left;
          float upper = source[at] + across * (source[at + right] - source[at]);
          float lower =
              source[at + below] + across * (source[at + below + right] - source[at + below]);
          out[offset + (k * rows + row) * columns + column] = upper + down * (lower - upper);
        }
      }
    }
  }

  /** Nearest samples of one plane, a given value beyond the border. */
  public void sample(
      byte[] source,
      int height,
      int width,
      byte beyond,
      byte[] out,
      int offset,
      int rows,
      int columns) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        long x = Math.round(x(column, row));
        long y = Math.round(y(column, row));
        boolean within = x >= 0 && y >= 0 && x < width && y < height;
        out[offset + row * columns + column] = within ? source[(int) (y * width + x)] : beyond;
      }
    }
  }
}
