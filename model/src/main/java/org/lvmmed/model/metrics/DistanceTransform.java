package org.lvmmed.model.metrics;

/**
 * The squared Euclidean distance of every voxel to the nearest one of a mask, exact, in O(voxels):
 * the lower envelope of parabolas along each axis in turn (Felzenszwalb and Huttenlocher, Theory of
 * Computing 8, 2012).
 */
final class DistanceTransform {

  /** Stands for infinity, which would make the envelope's intersections undefined. */
  private static final double FAR = 1e30;

  private final double[] values;
  private final int[] places;
  private final double[] starts;
  private final double[] line;

  private DistanceTransform(double[] values, int longest) {
    this.values = values;
    places = new int[longest];
    starts = new double[longest + 1];
    line = new double[longest];
  }

  static double[] squared(VoxelMask mask, double[] spacing) {
    int[] extents = mask.extents();
    double[] values = new double[mask.inside().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = mask.inside()[i] ? 0 : FAR;
    }
    int longest = Math.max(extents[0], Math.max(extents[1], extents[2]));
    DistanceTransform transform = new DistanceTransform(values, longest);
    int step = 1;
    for (int axis = 2; axis >= 0; axis--) {
      transform.along(step, extents[axis], spacing[axis] * spacing[axis]);
      step *= extents[axis];
    }
    return values;
  }

  private void along(int step, int extent, double scale) {
    for (int block = 0; block < values.length; block += step * extent) {
      for (int first = block; first < block + step; first++) {
        line(first, step, extent, scale);
      }
    }
  }

  private void line(int first, int step, int extent, double scale) {
    int parabolas = envelope(first, step, extent, scale);
    int at = 0;
    for (int x = 0; x < extent; x++) {
      while (at + 1 < parabolas && starts[at + 1] < x) {
        at++;
      }
      double apart = x - places[at];
      line[x] = scale * apart * apart + values[first + places[at] * step];
    }
    for (int x = 0; x < extent; x++) {
      values[first + x * step] = line[x];
    }
  }

  /** Fills places and starts with the parabolas of the envelope; returns how many. */
  private int envelope(int first, int step, int extent, double scale) {
    int count = 0;
    for (int x = 0; x < extent; x++) {
      double height = values[first + x * step];
      double start = Double.NEGATIVE_INFINITY;
      while (count > 0) {
        start = crossing(x, height, places[count - 1], first, step, scale);
        if (start > starts[count - 1]) {
          break;
        }
        count--;
      }
      starts[count] = count == 0 ? Double.NEGATIVE_INFINITY : start;
      places[count++] = x;
    }
    return count;
  }

  private double crossing(int x, double height, int before, int first, int step, double scale) {
    double other = values[first + before * step];
    return ((height - other) / scale + (double) x * x - (double) before * before)
        / (2.0 * (x - before));
  }
}
