package org.lvmmed.jobs.pretrain.watch;

/**
 * When a file that grows with every round is written anew, as object stores ask for: whenever it
 * has grown by a hundredth, so that all that is written in a run is a hundred times the file at
 * most and not the square of its rounds, and before a checkpoint, after which a run may go on.
 */
final class RewritePace {

  private static final int PARTS = 100;

  private int rounds;
  private int unwritten;

  /**
   * @param rounds in the file already
   */
  RewritePace(int rounds) {
    this.rounds = rounds;
  }

  /**
   * Asked once a round.
   *
   * @param kept whether a checkpoint follows
   */
  boolean due(boolean kept) {
    rounds++;
    unwritten++;
    boolean due = kept || (long) unwritten * PARTS >= rounds;
    unwritten = due ? 0 : unwritten;
    return due;
  }
}
