package org.lvmmed.model.objective.matching;

import java.util.OptionalInt;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings;

/**
 * Graphs, their matching and its gradient. Keys are those of {@code objective.graph-matching}.
 *
 * @param graphSize nodes of a graph ({@code graph-size}; 16 in the paper)
 * @param neighbours nearest neighbours of a node ({@code neighbours}; 5 in the paper)
 * @param messagePassing g ({@code message-passing})
 * @param gradientScale factor on the estimator's gradient, which carries 1/λ ({@code
 *     gradient-scale}); of no matter to Adam but for its ε
 * @param affinities what is matched ({@code affinities})
 * @param estimator of the gradient through the matching ({@code estimator})
 * @param projector h, from pooled features to z ({@code projector})
 */
public record GraphMatchingSettings(
    int graphSize,
    int neighbours,
    MessagePassingKind messagePassing,
    double gradientScale,
    AffinitySettings affinities,
    EstimatorSettings estimator,
    ProjectorSettings projector)
    implements ObjectiveSettings {

  private static final int SMALLEST_GRAPH = 2;

  public GraphMatchingSettings {
    require("graph-size", graphSize, graphSize >= SMALLEST_GRAPH, "at least " + SMALLEST_GRAPH);
    require("neighbours", neighbours, neighbours >= 1, "at least 1");
    require(
        "gradient-scale",
        gradientScale,
        gradientScale > 0 && !Double.isInfinite(gradientScale),
        "above 0, finite");
    if (affinities.beta() > 0 && estimator.omega() > 0) {
      throw new IllegalArgumentException(
          ("Invalid objective.graph-matching.affinities.beta: %s beside"
                  + " objective.graph-matching.estimator.omega = %s (one of them is 0: the first makes"
                  + " similar images harder to tell apart, the second forgives their confusion)")
              .formatted(affinities.beta(), estimator.omega()));
    }
  }

  private static void require(String key, Number value, boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid objective.graph-matching." + key + ": " + value + " (" + rule + ")");
    }
  }

  @Override
  public String kind() {
    return GraphMatchingKind.NAME;
  }

  @Override
  public Objective create(int channels) {
    return new GraphMatching(this, channels, new ImleEstimator(estimator));
  }

  @Override
  public OptionalInt imagesPerGraph() {
    return OptionalInt.of(graphSize);
  }

  @Override
  public boolean needsPriors() {
    return affinities.beta() > 0 || estimator.omega() > 0;
  }

  @Override
  public String againstCollapse() {
    return "raise objective.graph-matching.estimator.noise.vertex";
  }
}
