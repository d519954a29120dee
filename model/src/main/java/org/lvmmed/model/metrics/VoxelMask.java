package org.lvmmed.model.metrics;

import java.util.Arrays;

/**
 * The voxels of one class.
 *
 * @param extents depth, height, width
 * @param inside whether each voxel belongs to it, row-major
 * @param size how many do
 */
record VoxelMask(int[] extents, boolean[] inside, long size) {

  static VoxelMask of(int[] extents, byte[] classes, int wanted) {
    boolean[] inside = new boolean[classes.length];
    long size = 0;
    for (int i = 0; i < inside.length; i++) {
      inside[i] = (classes[i] & 0xff) == wanted;
      size += inside[i] ? 1 : 0;
    }
    return new VoxelMask(extents, inside, size);
  }

  /** Voxels that both have. */
  long common(VoxelMask other) {
    long common = 0;
    for (int i = 0; i < inside.length; i++) {
      common += inside[i] && other.inside[i] ? 1 : 0;
    }
    return common;
  }

  /** First and last index along each axis of the voxels that either has: 3 × 2 values. */
  int[] bounds(VoxelMask other) {
    int[] bounds = {extents[0], -1, extents[1], -1, extents[2], -1};
    for (int i = 0; i < inside.length; i++) {
      if (inside[i] || other.inside[i]) {
        widen(bounds, 0, i / extents[2] / extents[1]);
        widen(bounds, 1, i / extents[2] % extents[1]);
        widen(bounds, 2, i % extents[2]);
      }
    }
    return bounds;
  }

  private static void widen(int[] bounds, int axis, int at) {
    bounds[2 * axis] = Math.min(bounds[2 * axis], at);
    bounds[2 * axis + 1] = Math.max(bounds[2 * axis + 1], at);
  }

  VoxelMask crop(int[] bounds) {
    int[] cut = new int[3];
    Arrays.setAll(cut, axis -> bounds[2 * axis + 1] - bounds[2 * axis] + 1);
    boolean[] part = new boolean[cut[0] * cut[1] * cut[2]];
    for (int z = 0; z < cut[0]; z++) {
      for (int y = 0; y < cut[1]; y++) {
        int from = ((z + bounds[0]) * extents[1] + y + bounds[2]) * extents[2] + bounds[4];
        System.arraycopy(inside, from, part, (z * cut[1] + y) * cut[2], cut[2]);
      }
    }
    return new VoxelMask(cut, part, size);
  }

  /**
   * Voxels with a neighbour outside (six neighbours; in a single plane four). Beyond the border all
   * is outside.
   */
  VoxelMask surface() {
    boolean[] surface = new boolean[inside.length];
    long count = 0;
    for (int i = 0; i < inside.length; i++) {
      surface[i] = inside[i] && touchesOutside(i);
      count += surface[i] ? 1 : 0;
    }
    return new VoxelMask(extents, surface, count);
  }

  private boolean touchesOutside(int i) {
    int row = extents[2];
    int plane = extents[1] * row;
    return edge(i, i % row, row, 1)
        || edge(i, i / row % extents[1], extents[1], row)
        || (extents[0] > 1 && edge(i, i / plane, extents[0], plane));
  }

  private boolean edge(int i, int at, int extent, int step) {
    return at == 0 || at == extent - 1 || !inside[i - step] || !inside[i + step];
  }
}
