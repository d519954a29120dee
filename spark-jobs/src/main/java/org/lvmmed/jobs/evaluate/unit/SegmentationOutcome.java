package org.lvmmed.jobs.evaluate.unit;

import java.util.List;

/**
 * What a segmentation head made of a test set.
 *
 * @param dataset as results name it
 * @param classes names of the foreground classes
 * @param examples a few cases, the worst first
 * @param seconds of work, training included
 */
public record SegmentationOutcome(
    String dataset,
    List<String> classes,
    List<CaseScore> cases,
    List<MaskExample> examples,
    double seconds) {

  /**
   * One image, or one volume.
   *
   * @param id of its series
   * @param group number of its patient
   * @param images slices of it
   * @param hd95 in millimetres, in pixels where the spacing is not known
   * @param classDice of each foreground class; 1 where neither truth nor prediction has it
   */
  public record CaseScore(
      String id, int group, int images, double dice, double iou, double hd95, double[] classDice) {}

  /**
   * A picture to be looked at: of a volume the slice with the most wrong pixels.
   *
   * @param dice of the case
   * @param truth PNG of class indices, shrunk to be shown, and {@code predicted} likewise
   */
  public record MaskExample(String image, double dice, byte[] truth, byte[] predicted) {}
}
