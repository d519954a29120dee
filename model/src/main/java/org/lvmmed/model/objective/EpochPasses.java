package org.lvmmed.model.objective;

/**
 * What all workers do together between two epochs, with what each of them has kept for itself: some
 * passes, in each of which every worker gives sums, and the sums over all of them change the
 * objective's state. Sums are added in the order of the workers, so the same bits come of it
 * wherever they run.
 */
public interface EpochPasses {

  /** How many there are. */
  int count();

  /**
   * A worker's part of a pass, from the objective's state before it.
   *
   * @param pass counted from 0
   * @param own what the worker has kept for itself
   * @param worker its number
   * @param workers how many there are
   * @return of the same length for every worker
   */
  double[] sums(int pass, float[] own, int worker, int workers);

  /** Changes the objective's state at the end of a pass. */
  void take(int pass, double[] sums);
}
