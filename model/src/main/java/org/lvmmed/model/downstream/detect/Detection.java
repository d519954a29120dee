package org.lvmmed.model.downstream.detect;

import org.lvmmed.model.downstream.sample.TaskBox;
import org.lvmmed.model.metrics.AveragePrecision.ScoredBox;

/**
 * A box that a detector found.
 *
 * @param score in (0,1); larger is surer
 */
public record Detection(TaskBox box, double score) {

  /** For {@link org.lvmmed.model.metrics.AveragePrecision}. */
  public ScoredBox scored() {
    return new ScoredBox(box.x1(), box.y1(), box.x2(), box.y2(), box.type(), score);
  }
}
