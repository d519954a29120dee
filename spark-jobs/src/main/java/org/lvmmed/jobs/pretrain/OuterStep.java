package org.lvmmed.jobs.pretrain;

/**
 * The driver's own optimiser over rounds: what a round changed counts as a gradient, and a step
 * with Nesterov's momentum is taken along it (Wang et al., "SlowMo", ICLR 2020; Douillard et al.,
 * "DiLoCo", 2023). It moves the parameters of encoder and head. Batch-norm statistics, the workers'
 * own moments and λ's factor stay as they were averaged. With momentum 0 and rate 1 it is plain
 * averaging, bit for bit.
 */
final class OuterStep {

  private final PretrainSettings.Outer settings;
  private final TrainerVector vector;
  private final boolean[] statistics;

  OuterStep(PretrainSettings.Outer settings, TrainerLayout layout) {
    this.settings = settings;
    this.vector = layout.vector();
    this.statistics = layout.statistics().places(vector.encoder());
  }

  /**
   * The state after a round.
   *
   * @param before the state that the round began with
   * @param averaged the workers' average, which becomes the new state's vector
   * @param iteration optimiser steps taken
   */
  RunState after(RunState before, float[] averaged, int iteration) {
    if (settings.isPlain()) {
      return new RunState(averaged, iteration);
    }
    int encoder = vector.encoder();
    float[] velocity =
        before.velocity().length == 0
            ? new float[encoder + vector.head()]
            : before.velocity().clone();
    for (int i = 0; i < encoder; i++) {
      if (!statistics[i]) {
        move(before.values(), averaged, i, velocity, i);
      }
    }
    for (int i = 0; i < vector.head(); i++) {
      move(before.values(), averaged, encoder + vector.updater() + i, velocity, encoder + i);
    }
    return new RunState(averaged, iteration, velocity);
  }

  private void move(float[] before, float[] averaged, int at, float[] velocity, int v) {
    double gradient = before[at] - (double) averaged[at];
    double speed = settings.momentum() * velocity[v] + gradient;
    velocity[v] = (float) speed;
    double step = settings.rate() * (gradient + settings.momentum() * speed);
    averaged[at] = (float) (before[at] - step);
  }
}
