package org.lvmmed.jobs.pretrain.average;

import org.lvmmed.jobs.pretrain.settings.PretrainSettings;

/**
 * The driver's own optimiser over rounds: what a round changed counts as a gradient, and a step
 * with Nesterov's momentum is taken along it (Wang et al., "SlowMo", ICLR 2020; Douillard et al.,
 * "DiLoCo", 2023). It moves the parameters of encoder and head. Batch-norm statistics, the workers'
 * own moments and λ's factor stay as they were averaged. With momentum 0 and rate 1 it is plain
 * averaging, bit for bit.
 */
public final class OuterStep {

  private final PretrainSettings.Outer settings;
  private final Parameters parameters;
  private final boolean[] statistics;

  public OuterStep(
      PretrainSettings.Outer settings, Parameters parameters, BatchNormMoments statistics) {
    this.settings = settings;
    this.parameters = parameters;
    this.statistics = statistics.places(parameters.encoder());
  }

  /**
   * Where parameters lie in a vector that the encoder's start.
   *
   * @param encoder number of the encoder's
   * @param headAt where the head's begin
   * @param head number of the head's
   */
  public record Parameters(int encoder, int headAt, int head) {}

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
    int encoder = parameters.encoder();
    float[] after =
        velocity.length == 0 ? new float[encoder + parameters.head()] : velocity.clone();
    for (int i = 0; i < encoder; i++) {
      if (!statistics[i]) {
        move(before, averaged, i, after, i);
      }
    }
    for (int i = 0; i < parameters.head(); i++) {
      move(before, averaged, parameters.headAt() + i, after, encoder + i);
    }
    return after;
  }

  private void move(float[] before, float[] averaged, int at, float[] velocity, int v) {
    double gradient = before[at] - (double) averaged[at];
    double speed = settings.momentum() * velocity[v] + gradient;
    velocity[v] = (float) speed;
    double step = settings.rate() * (gradient + settings.momentum() * speed);
    averaged[at] = (float) (before[at] - step);
  }
}
