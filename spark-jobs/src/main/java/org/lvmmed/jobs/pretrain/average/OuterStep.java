package org.lvmmed.jobs.pretrain.average;

import org.lvmmed.jobs.pretrain.settings.PretrainSettings;

/**
 * The driver's own optimiser over rounds: what a round changed counts as a gradient, and a step
 * with Nesterov's momentum is taken along it (Wang et al., "SlowMo", ICLR 2020; Douillard et al.,
 * "DiLoCo", 2023). It moves the weights of encoder and head. Batch-norm statistics, the workers'
 * own moments and the objective's state stay as they were averaged. With momentum 0 and rate 1 it
 * is plain averaging, bit for bit.
 */
public final class OuterStep {

  private final PretrainSettings.Outer settings;
  private final int weights;

  /**
   * @param weights number of the vector's first values that are moved
   */
  public OuterStep(PretrainSettings.Outer settings, int weights) {
    this.settings = settings;
    this.weights = weights;
  }

  /**
   * Takes the step.
   *
   * @param before the vector that the round began with
   * @param velocity before the step; empty at first
   * @param averaged the workers' average, which becomes the vector after the step
   * @return the velocity after it; empty with plain averaging
   */
  public float[] take(float[] before, float[] velocity, float[] averaged) {
    if (settings.isPlain()) {
      return new float[0];
    }
    float[] after = velocity.length == 0 ? new float[weights] : velocity.clone();
    for (int i = 0; i < weights; i++) {
      double gradient = before[i] - (double) averaged[i];
      double speed = settings.momentum() * after[i] + gradient;
      after[i] = (float) speed;
      double step = settings.rate() * (gradient + settings.momentum() * speed);
      averaged[i] = (float) (before[i] - step);
    }
    return after;
  }
}
