package org.lvmmed.model.metrics;

import java.util.List;

/**
 * Overlap of a predicted with a true mask of one case: an image or a stacked volume.
 *
 * @param perClass of each foreground class, in order of the class index from 1
 */
public record SegmentationMetrics(List<ClassOverlap> perClass) {

  public SegmentationMetrics {
    perClass = List.copyOf(perClass);
  }

  /**
   * @param dice 2|A∩B| / (|A|+|B|); 1 where both are empty
   * @param iou |A∩B| / |A∪B|; 1 where both are empty
   * @param hd95 95 % Hausdorff distance of the surfaces in units of the spacing; 0 where both masks
   *     are empty, the case's diagonal where one is
   * @param present whether truth or prediction has the class
   */
  public record ClassOverlap(double dice, double iou, double hd95, boolean present) {}

  /**
   * @param extents depth, height, width; an image has depth 1
   * @param truth depth × height × width class indices
   * @param spacing distance of neighbours along depth, height and width
   * @param classes how many classes there are, the background included
   */
  public static SegmentationMetrics of(
      int[] extents, byte[] truth, byte[] predicted, double[] spacing, int classes) {
    throw new UnsupportedOperationException();
  }

  /** Mean over the classes that are present; 1 where none is. */
  public double dice() {
    throw new UnsupportedOperationException();
  }

  /** As {@link #dice()}. */
  public double iou() {
    throw new UnsupportedOperationException();
  }

  /** Mean over the classes that are present; 0 where none is. */
  public double hd95() {
    throw new UnsupportedOperationException();
  }
}
