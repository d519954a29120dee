package org.lvmmed.model.image;

/**
 * Antialiased bilinear resampling of a box of a plane: a separable triangle filter whose support
 * grows with the reduction, cut off at the image's border, weights renormalised. At a reduction it
 * averages over the covered area; at an enlargement it is bilinear interpolation. The same rule as
 * torchvision's {@code Resize(antialias=True)} and Pillow's {@code BILINEAR}.
 */
final class Resampler {

  private final Taps horizontal;
  private final Taps vertical;
  private final int width;
  private final int columns;
  private final int rows;

  Resampler(Box box, int height, int width, int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "Invalid size to resample to: %d × %d (at least 1 × 1)".formatted(rows, columns));
    }
    this.width = width;
    this.rows = rows;
    this.columns = columns;
    this.horizontal = new Taps(box.left(), box.width(), width, columns);
    this.vertical = new Taps(box.top(), box.height(), height, rows);
  }

  /** The plane's height × width samples to rows × columns. */
  float[] apply(float[] plane) {
    int first = vertical.start[0];
    int last = vertical.start[rows - 1] + vertical.count[rows - 1];
    float[] narrow = new float[(last - first) * columns];
    for (int y = first; y < last; y++) {
      narrowRow(plane, y * width, narrow, (y - first) * columns);
    }
    float[] out = new float[rows * columns];
    for (int r = 0; r < rows; r++) {
      sumRows(narrow, first, r, out);
    }
    return out;
  }

  private void narrowRow(float[] plane, int offset, float[] narrow, int target) {
    for (int c = 0; c < columns; c++) {
      float sum = 0;
      int from = offset + horizontal.start[c];
      int taps = c * horizontal.stride;
      for (int k = 0; k < horizontal.count[c]; k++) {
        sum += horizontal.weight[taps + k] * plane[from + k];
      }
      narrow[target + c] = sum;
    }
  }

  private void sumRows(float[] narrow, int first, int r, float[] out) {
    for (int k = 0; k < vertical.count[r]; k++) {
      float weight = vertical.weight[r * vertical.stride + k];
      int from = (vertical.start[r] + k - first) * columns;
      for (int c = 0; c < columns; c++) {
        out[r * columns + c] += weight * narrow[from + c];
      }
    }
  }

  /** For each output sample the input samples it draws from, with weights that sum to 1. */
  private static final class Taps {
    final int[] start;
    final int[] count;
    final float[] weight;
    final int stride;

    Taps(double offset, double length, int inputs, int outputs) {
      double step = length * inputs / outputs;
      double support = Math.max(1, step);
      start = new int[outputs];
      count = new int[outputs];
      stride = (int) Math.ceil(2 * support) + 2;
      weight = new float[outputs * stride];
      for (int o = 0; o < outputs; o++) {
        fill(o, offset * inputs + (o + 0.5) * step, support, inputs);
      }
    }

    private void fill(int output, double center, double support, int inputs) {
      int from = Math.min(inputs - 1, Math.max(0, (int) (center - support + 0.5)));
      int to = Math.max(from + 1, Math.min(inputs, (int) (center + support + 0.5)));
      start[output] = from;
      count[output] = to - from;
      double total = 0;
      for (int i = from; i < to; i++) {
        total += triangle((i + 0.5 - center) / support);
      }
      for (int i = from; i < to; i++) {
        double share =
            total > 0 ? triangle((i + 0.5 - center) / support) / total : 1.0 / (to - from);
        weight[output * stride + i - from] = (float) share;
      }
    }

    private static double triangle(double x) {
      return Math.max(0, 1 - Math.abs(x));
    }
  }
}
