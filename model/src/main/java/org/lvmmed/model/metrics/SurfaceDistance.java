package org.lvmmed.model.metrics;

import java.util.Arrays;

/**
 * The 95 % Hausdorff distance: the larger one of the two directed 95th percentiles (linear between
 * order statistics) of the distances from each surface voxel of one mask to the nearest surface
 * voxel of the other, centre to centre (Huttenlocher et al., IEEE TPAMI 15, 1993, with a quantile
 * for the maximum).
 *
 * <p>Distances are exact, by a distance transform of the part that holds both masks: O(voxels of
 * that part).
 */
final class SurfaceDistance {

  private static final double QUANTILE = 0.95;

  private SurfaceDistance() {}

  /** Of two masks that are not empty. */
  static double hausdorff95(VoxelMask first, VoxelMask second, double[] spacing) {
    int[] bounds = first.bounds(second);
    // Surfaces before the cut: the border of the cut is not a border of the case.
    VoxelMask a = first.surface().crop(bounds);
    VoxelMask b = second.surface().crop(bounds);
    return Math.max(directed(a, b, spacing), directed(b, a, spacing));
  }

  private static double directed(VoxelMask from, VoxelMask to, double[] spacing) {
    double[] squares = DistanceTransform.squared(to, spacing);
    double[] distances = new double[Math.toIntExact(from.size())];
    int n = 0;
    for (int i = 0; i < squares.length; i++) {
      if (from.inside()[i]) {
        distances[n++] = Math.sqrt(squares[i]);
      }
    }
    Arrays.sort(distances);
    return Bootstrap.quantile(distances, QUANTILE);
  }
}
