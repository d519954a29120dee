package org.lvmmed.ingest.dataset;

import java.io.Serializable;
import org.lvmmed.ingest.pixels.WindowRule;
import org.lvmmed.rules.Rules;

/**
 * How volumes become slices.
 *
 * @param axis what the slices are perpendicular to
 * @param stride one slice of so many is kept for pretraining; labelled and tested volumes keep all
 * @param skipEmpty whether pretraining leaves out slices in which next to nothing is seen
 */
public record SliceRule(Axis axis, int stride, WindowRule window, boolean skipEmpty)
    implements Serializable {

  private static final int LARGEST_STRIDE = 1_000_000;

  public static final SliceRule DEFAULT =
      new SliceRule(Axis.STORED, 1, new WindowRule.ByModality(), true);

  public SliceRule {
    Rules.ofAnySection().within("stride", stride, 1, LARGEST_STRIDE).check();
  }

  /** Directions of slicing. */
  public enum Axis {
    /** As the file has them: its slowest spatial axis. */
    STORED,
    /** From feet to head, where the file tells directions; else the slowest axis. */
    AXIAL,
    /** From front to back; else the middle axis. */
    CORONAL,
    /** From side to side; else the fastest axis. */
    SAGITTAL
  }
}
