package org.lvmmed.jobs.evaluate.unit;

import java.util.Arrays;
import java.util.List;
import org.lvmmed.model.metrics.AveragePrecision;

/**
 * What a detection head found in a test set.
 *
 * @param dataset as results name it
 * @param seconds of work, training included
 */
public record DetectionOutcome(
    String dataset, List<String> classes, List<ImageBoxes> images, double seconds) {

  /**
   * The boxes of one image, in its pixels.
   *
   * @param group number of its patient
   * @param truth x1, y1, x2, y2 and class index of each
   * @param found x1, y1, x2, y2, class index and score of each, surest first
   */
  public record ImageBoxes(
      String id, int group, int height, int width, double[][] truth, double[][] found) {

    public AveragePrecision.Image boxes() {
      return new AveragePrecision.Image(boxes(truth), boxes(found));
    }

    private static List<AveragePrecision.ScoredBox> boxes(double[][] rows) {
      return Arrays.stream(rows)
          .map(
              b ->
                  new AveragePrecision.ScoredBox(
                      b[0], b[1], b[2], b[3], (int) b[4], b.length > 5 ? b[5] : 1))
          .toList();
    }
  }
}
