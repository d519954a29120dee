package org.lvmmed.model.objective.matching;

/** How a node hears of its neighbours ({@code objective.graph-matching.message-passing}). */
public enum MessagePassingKind {
  /** H' = σ(Â H W), Â = D̃^-1/2 (A+I) D̃^-1/2 (Kipf and Welling, 2017): the paper's. */
  GCN,
  /** H' = σ(H W_self + Â H W_neighbours). */
  GRAPH_CONV,
  /** ẑ = z + gcn(z). */
  RESIDUAL,
  /** ẑ = z. */
  NONE
}
