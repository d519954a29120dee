package org.lvmmed.jobs.pretrain.watch;

/**
 * Stops a run whose values are no longer finite or whose embeddings have collapsed; the last
 * checkpoint stays.
 */
public final class DivergenceCheck implements RoundListener {

  private static final int PATIENCE = 5;

  private final double collapseStd;
  private final String remedy;
  private int collapsed;

  /**
   * @param collapseStd spread of embeddings below which they count as collapsed
   * @param remedy what helps against it beside a lower rate; empty where nothing does
   */
  public DivergenceCheck(double collapseStd, String remedy) {
    this.collapseStd = collapseStd;
    this.remedy = remedy.isEmpty() ? "" : " or " + remedy;
  }

  @Override
  public void roundDone(Round round) {
    if (!round.state().finite() || !Double.isFinite(round.metrics().value("loss"))) {
      throw new DivergedException(
          "Training diverged in round "
              + round.number()
              + ": values are not finite. The last checkpoint is kept; lower"
              + " pretrain.learning-rate and start anew: another --work, or without its folder"
              + " pretrain");
    }
    double std = round.metrics().value("embedding_std");
    collapsed = std < collapseStd ? collapsed + 1 : 0;
    if (collapsed >= PATIENCE) {
      throw new DivergedException(
          "Training collapsed: the embeddings' standard deviation was below "
              + collapseStd
              + " (pretrain.collapse-std) for "
              + PATIENCE
              + " rounds, "
              + std
              + " in round "
              + round.number()
              + ". The last checkpoint is kept; lower pretrain.learning-rate"
              + remedy
              + ", and start anew: another --work, or without its folder pretrain");
    }
  }
}
