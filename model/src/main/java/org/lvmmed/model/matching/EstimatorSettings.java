package org.lvmmed.model.matching;

import java.io.Serializable;

/**
 * How the gradient through the matching is estimated (implicit maximum likelihood). Keys are those
 * of {@code objective.graph-matching.estimator}.
 *
 * @param noise of the perturbations
 * @param lambda step against the loss in the second solve, &gt; 0; where adaptive, the factor β
 * @param lambdaAdaptive λ = β·‖c_v‖ / ‖∂L/∂v‖ per graph (Minervini, Franceschi and Niepert, AAAI
 *     2023), β going up while a graph has fewer than {@code lambdaChanges} nodes with a gradient,
 *     down while it has more
 * @param lambdaChanges nodes per graph that should get a gradient; for an adaptive λ
 * @param samples noise samples per graph, ≥ 1
 * @param omega weight of the prior similarity that forgives a wrong node, 0 … 1
 * @param starts solver starts per solve, ≥ 1
 */
public record EstimatorSettings(
    NoiseSettings noise,
    double lambda,
    boolean lambdaAdaptive,
    double lambdaChanges,
    int samples,
    double omega,
    int starts)
    implements Serializable {

  /**
   * Perturbations of the affinities.
   *
   * @param kind their distribution
   * @param vertex their scale on vertex affinities, ≥ 0
   * @param edge their scale on edge affinities, before their weight, ≥ 0
   */
  public record NoiseSettings(NoiseKind kind, double vertex, double edge) implements Serializable {
    public NoiseSettings {
      require("noise.vertex", vertex, vertex >= 0, "0 or more");
      require("noise.edge", edge, edge >= 0, "0 or more");
    }
  }

  public EstimatorSettings {
    require("lambda", lambda, lambda > 0, "more than 0");
    require("lambda-changes", lambdaChanges, lambdaChanges >= 0, "0 or more");
    require("samples", samples, samples >= 1, "1 or more");
    require("omega", omega, omega >= 0 && omega <= 1, "0 to 1");
    require("starts", starts, starts >= 1, "1 or more");
  }

  /** Gumbel noise of 0.1 on vertices, λ = 80, one sample, one start. */
  public static EstimatorSettings standard() {
    return new EstimatorSettings(
        new NoiseSettings(NoiseKind.GUMBEL, 0.1, 0), 80, false, 0, 1, 0, 1);
  }

  private static void require(String key, double value, boolean holds, String rule) {
    if (!holds || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "Invalid objective.graph-matching.estimator."
              + key
              + ": "
              + value
              + " ("
              + rule
              + ", finite)");
    }
  }
}
