package org.lvmmed.model.matching;

/**
 * Two graphs over n nodes each, to be matched by a permutation v that maximises Σ
 * vertex[i,a]·v[i,a] + edgeWeight · Σ edge[e,f]·v[i,a]·v[j,b], over directed edges e = (i,j) of the
 * source and f = (a,b) of the target.
 *
 * @param n nodes of either graph
 * @param vertex n×n affinities, row-major, row = source node
 * @param sourceFrom with {@code sourceTo}: the source's directed edges, both directions of each
 *     pair
 * @param targetFrom with {@code targetTo}: the target's
 * @param edge |source edges| × |target edges| affinities, row-major
 * @param edgeWeight w_e
 */
public record MatchingProblem(
    int n,
    double[] vertex,
    int[] sourceFrom,
    int[] sourceTo,
    int[] targetFrom,
    int[] targetTo,
    double[] edge,
    double edgeWeight) {

  /** Checks the shapes; values are checked where they are read. */
  public MatchingProblem {
    require("node count", n, n >= 1, "at least 1");
    require("vertex affinities", vertex.length, vertex.length == n * n, "n² = " + n * n);
    requireSame("source", sourceFrom, sourceTo);
    requireSame("target", targetFrom, targetTo);
    long cells = (long) sourceFrom.length * targetFrom.length;
    require("edge affinities", edge.length, edge.length == cells, "source × target = " + cells);
    require("edge weight", edgeWeight, Double.isFinite(edgeWeight), "finite");
  }

  private static void requireSame(String graph, int[] from, int[] to) {
    require(graph + " edges' ends", to.length, from.length == to.length, "as many as starts");
  }

  private static void require(String what, Number value, boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid matching problem: " + what + " " + value + " (" + rule + ")");
    }
  }
}
