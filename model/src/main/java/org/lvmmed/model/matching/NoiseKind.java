package org.lvmmed.model.matching;

/** Distribution of the perturbation. */
public enum NoiseKind {
  /** Gumbel(0, 1) × scale, independent per entry. */
  GUMBEL,
  /**
   * Sum-of-Gamma (Niepert, Minervini and Franceschi, "Implicit MLE", NeurIPS 2021, theorem 1): as
   * many entries as a solution has ones add up to about a Gumbel(0, scale) variable.
   */
  SUM_OF_GAMMA,
  /** No noise: the affinity of each true pair is lowered by the constant 1 instead. */
  NONE
}
