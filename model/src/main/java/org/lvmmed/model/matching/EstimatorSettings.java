package org.lvmmed.model.matching;

import java.io.Serializable;

/**
 * How the gradient through the matching is estimated (implicit maximum likelihood).
 *
 * @param noiseKind distribution of the perturbations
 * @param vertexNoise scale of the noise on vertex affinities, ≥ 0
 * @param edgeNoise scale of the noise on edge affinities, before their weight, ≥ 0
 * @param lambda step against the loss in the second solve, &gt; 0; where adaptive, the factor β
 * @param adaptiveLambda λ = β·‖c_v‖ / ‖∂L/∂v‖ per graph (Minervini, Franceschi and Niepert, AAAI
 *     2023), β going up while a graph has fewer than {@code wantedChanges} nodes with a gradient,
 *     down while it has more
 * @param wantedChanges nodes per graph that should get a gradient; for an adaptive λ
 * @param samples noise samples per graph, ≥ 1
 * @param omega weight of the prior similarity that forgives a wrong node, 0 … 1
 * @param starts solver starts per solve, ≥ 1
 */
public record EstimatorSettings(
    NoiseKind noiseKind,
    double vertexNoise,
    double edgeNoise,
    double lambda,
    boolean adaptiveLambda,
    double wantedChanges,
    int samples,
    double omega,
    int starts)
    implements Serializable {

  public EstimatorSettings {
    require("noise.vertex", vertexNoise, vertexNoise >= 0, "0 or more");
    require("noise.edge", edgeNoise, edgeNoise >= 0, "0 or more");
    require("lambda", lambda, lambda > 0, "more than 0");
    require("lambda-changes", wantedChanges, wantedChanges >= 0, "0 or more");
    require("samples", samples, samples >= 1, "1 or more");
    require("omega", omega, omega >= 0 && omega <= 1, "0 to 1");
    require("starts", starts, starts >= 1, "1 or more");
  }

  private static void require(String key, double value, boolean holds, String rule) {
    if (!holds || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "Invalid objective." + key + ": " + value + " (" + rule + ", finite)");
    }
  }
}
