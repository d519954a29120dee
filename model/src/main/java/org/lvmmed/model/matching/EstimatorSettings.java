package org.lvmmed.model.matching;

import java.io.Serializable;
import org.lvmmed.rules.Rules;

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

  private static final String SECTION = "objective.graph-matching.estimator";

  /**
   * Perturbations of the affinities.
   *
   * @param kind their distribution
   * @param vertex their scale on vertex affinities, ≥ 0
   * @param edge their scale on edge affinities, before their weight, ≥ 0
   */
  public record NoiseSettings(NoiseKind kind, double vertex, double edge) implements Serializable {
    public NoiseSettings {
      Rules.of(SECTION + ".noise")
          .within("vertex", vertex, 0, Double.MAX_VALUE)
          .within("edge", edge, 0, Double.MAX_VALUE)
          .check();
    }
  }

  public EstimatorSettings {
    Rules.of(SECTION)
        .above("lambda", lambda, 0, Double.MAX_VALUE)
        .within("lambda-changes", lambdaChanges, 0, Double.MAX_VALUE)
        .within("samples", samples, 1, Integer.MAX_VALUE)
        .within("omega", omega, 0, 1)
        .within("starts", starts, 1, Integer.MAX_VALUE)
        .check();
  }

  /** Gumbel noise of 0.1 on vertices, λ = 80, one sample, one start. */
  public static EstimatorSettings standard() {
    return new EstimatorSettings(
        new NoiseSettings(NoiseKind.GUMBEL, 0.1, 0), 80, false, 0, 1, 0, 1);
  }
}
