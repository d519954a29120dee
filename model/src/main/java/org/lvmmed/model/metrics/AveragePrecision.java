package org.lvmmed.model.metrics;

import java.util.List;

/** Average precision of a detector over a test set. */
public final class AveragePrecision {

  private AveragePrecision() {}

  /** A box and its class; score is read of predictions only. */
  public record ScoredBox(double x1, double y1, double x2, double y2, int type, double score) {}

  /** One image's true and found boxes. */
  public record Image(List<ScoredBox> truth, List<ScoredBox> found) {}

  public static AveragePrecision of(List<Image> images, int classes) {
    throw new UnsupportedOperationException();
  }

  /** At IoU 0.5; mean over the classes that have truth; NaN where none has. */
  public double ap50() {
    throw new UnsupportedOperationException();
  }

  /** Mean over IoU 0.5, 0.55 … 0.95. */
  public double ap() {
    throw new UnsupportedOperationException();
  }
}
