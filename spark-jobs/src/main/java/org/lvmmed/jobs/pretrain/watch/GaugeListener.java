package org.lvmmed.jobs.pretrain.watch;

import org.lvmmed.jobs.metrics.TrainingGauges;

/** Hands each round's values to Spark's metrics. */
public final class GaugeListener implements RoundListener {

  @Override
  public void roundDone(Round round) {
    TrainingGauges.set("round", round.number());
    TrainingGauges.set("rounds", round.of());
    round.metrics().values().forEach(TrainingGauges::set);
    TrainingGauges.set("images_per_second", round.metrics().timing().imagesPerSecond());
    TrainingGauges.set("waiting_share", round.metrics().timing().waitingShare());
  }
}
