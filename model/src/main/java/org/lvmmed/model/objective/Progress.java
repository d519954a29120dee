package org.lvmmed.model.objective;

import java.io.Serializable;

/**
 * Where training is at a step: what schedules follow. A function of the plan, so it is the same
 * whichever executor takes the step, and however often.
 *
 * @param epoch counted from 0
 * @param epochs of the whole run
 * @param done share of the run before this step, in [0, 1)
 */
public record Progress(int epoch, int epochs, double done) implements Serializable {

  /** The first step of a run of one epoch. */
  public static final Progress START = new Progress(0, 1, 0);
}
