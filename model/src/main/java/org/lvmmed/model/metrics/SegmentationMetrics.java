package org.lvmmed.model.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Overlap of a predicted with a true mask of one case: an image or a stacked volume. A class that
 * neither has agrees perfectly, yet is left out of the case's means, which it would only flatter.
 *
 * @param perClass of each foreground class, in order of the class index from 1
 */
public record SegmentationMetrics(List<ClassOverlap> perClass) {

  public SegmentationMetrics {
    perClass = List.copyOf(perClass);
  }

  /**
   * How well one class was found.
   *
   * @param dice 2|A∩B| / (|A|+|B|); 1 where both are empty (Dice, Ecology 26, 1945)
   * @param iou |A∩B| / |A∪B|; 1 where both are empty
   * @param hd95 see {@link SurfaceDistance}, in units of the spacing; 0 where both masks are empty,
   *     the case's diagonal where one is
   * @param present whether truth or prediction has the class
   */
  public record ClassOverlap(double dice, double iou, double hd95, boolean present) {}

  /**
   * Compares two masks of one case.
   *
   * @param extents depth, height, width; an image has depth 1
   * @param truth depth × height × width class indices, row-major
   * @param predicted as truth
   * @param spacing distance of neighbours along depth, height and width, above 0
   * @param classes how many classes there are, the background (0) included
   * @throws IllegalArgumentException where the sizes disagree or a class index is out of range
   */
  public static SegmentationMetrics of(
      int[] extents, byte[] truth, byte[] predicted, double[] spacing, int classes) {
    check(extents, truth, predicted, spacing, classes);
    List<ClassOverlap> perClass = new ArrayList<>();
    for (int k = 1; k < classes; k++) {
      VoxelMask a = VoxelMask.of(extents, truth, k);
      VoxelMask b = VoxelMask.of(extents, predicted, k);
      perClass.add(overlap(a, b, spacing));
    }
    return new SegmentationMetrics(perClass);
  }

  private static ClassOverlap overlap(VoxelMask truth, VoxelMask predicted, double[] spacing) {
    long sizes = truth.size() + predicted.size();
    if (sizes == 0) {
      return new ClassOverlap(1, 1, 0, false);
    }
    long common = truth.common(predicted);
    double hd95 =
        truth.size() == 0 || predicted.size() == 0
            ? diagonal(truth.extents(), spacing)
            : SurfaceDistance.hausdorff95(truth, predicted, spacing);
    return new ClassOverlap(2.0 * common / sizes, (double) common / (sizes - common), hd95, true);
  }

  private static double diagonal(int[] extents, double[] spacing) {
    double squares = 0;
    for (int axis = 0; axis < 3; axis++) {
      squares += Math.pow((extents[axis] - 1) * spacing[axis], 2);
    }
    return Math.sqrt(squares);
  }

  /** Mean over the classes that are present; 1 where none is. */
  public double dice() {
    return mean(ClassOverlap::dice, 1);
  }

  /** Mean over the classes that are present; 1 where none is. */
  public double iou() {
    return mean(ClassOverlap::iou, 1);
  }

  /** Mean over the classes that are present; 0 where none is. */
  public double hd95() {
    return mean(ClassOverlap::hd95, 0);
  }

  private double mean(ToDoubleFunction<ClassOverlap> measure, double ofNone) {
    return perClass.stream()
        .filter(ClassOverlap::present)
        .mapToDouble(measure)
        .average()
        .orElse(ofNone);
  }

  private static void check(
      int[] extents, byte[] truth, byte[] predicted, double[] spacing, int classes) {
    require(extents.length == 3 && spacing.length == 3, "extents and spacing have three axes");
    require(Arrays.stream(extents).allMatch(e -> e > 0), "extents are at least 1");
    require(Arrays.stream(spacing).allMatch(s -> s > 0 && s < 1e9), "spacing is above 0");
    long voxels = (long) extents[0] * extents[1] * extents[2];
    require(truth.length == voxels, truth.length + " values in the truth for " + voxels);
    require(predicted.length == voxels, predicted.length + " values predicted for " + voxels);
    requireClasses("true", truth, classes);
    requireClasses("predicted", predicted, classes);
  }

  private static void requireClasses(String whose, byte[] mask, int classes) {
    for (byte value : mask) {
      if ((value & 0xff) >= classes) {
        require(false, whose + " class " + (value & 0xff) + " of " + classes);
      }
    }
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("Invalid masks to compare: " + problem);
    }
  }
}
