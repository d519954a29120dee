package org.lvmmed.model.matching;

/**
 * What a solver found.
 *
 * @param objective the affinity that was reached, exact for {@code permutation}
 * @param permutation target node of each source node
 * @param targetEdge per directed source edge, in the problem's order, the target edge that the
 *     permutation lays it on, or −1
 * @param starts how many starts were made
 * @param ending why the search stopped
 */
public record Matching(
    double objective, int[] permutation, int[] targetEdge, int starts, Ending ending) {

  /** Why a search stopped. */
  public enum Ending {
    /** The problem has no second-order term: a linear assignment, solved exactly. */
    OPTIMAL,
    /** The number of starts was used up. */
    STARTS,
    /** The time was used up. */
    TIME
  }
}
