package org.lvmmed.model.objective.matching;

import java.io.Serializable;
import org.lvmmed.rules.Rules;

/**
 * Weights of the affinities. Keys are those of {@code objective.graph-matching.affinities}.
 *
 * @param alpha share of the global similarity in c_v, the rest being local ({@code alpha}; 0.8 in
 *     the paper, 1 = no local similarity)
 * @param beta weight of the prior similarity in c_v ({@code beta})
 * @param gamma share of a map's positions, the nearest pairs, that count in the similarity by
 *     location ({@code gamma})
 * @param edgeWeight w_e ({@code edge-weight}; 0 = no second-order term)
 * @param edgeScale what w_e is multiplied by ({@code edge-scale})
 */
public record AffinitySettings(
    double alpha, double beta, double gamma, double edgeWeight, EdgeScale edgeScale)
    implements Serializable {

  /** How the weight of the edges follows their number. */
  public enum EdgeScale {
    /** Not at all, as printed. */
    NONE,
    /** Times 2n/|E^s|: vertices and edges stay level whatever the graph's size. */
    NODES_PER_EDGE
  }

  public AffinitySettings {
    Rules.of("objective.graph-matching.affinities")
        .within("alpha", alpha, 0, 1)
        .within("beta", beta, 0, 10)
        .above("gamma", gamma, 0, 1)
        .within("edge-weight", edgeWeight, 0, 100)
        .check();
  }

  /** α 0.8, w_e 0.5, γ 0.4, edges level with vertices, no prior. */
  public static AffinitySettings standard() {
    return new AffinitySettings(0.8, 0, 0.4, 0.5, EdgeScale.NODES_PER_EDGE);
  }

  boolean local() {
    return alpha < 1;
  }

  boolean secondOrder() {
    return edgeWeight > 0;
  }

  /** w_e of a graph with so many nodes and directed edges. */
  double edgeWeight(int nodes, int edges) {
    boolean scaled = edgeScale == EdgeScale.NODES_PER_EDGE && edges > 0;
    return scaled ? edgeWeight * 2 * nodes / edges : edgeWeight;
  }

  /** How many of a map's positions count in the similarity by location: ⌈γ·P⌉. */
  int kept(int positions) {
    // The subtraction keeps 0.2·5 = 1.0000000000000002 from counting as more than 1.
    return Math.max(1, (int) Math.ceil(gamma * positions - 1e-9));
  }
}
