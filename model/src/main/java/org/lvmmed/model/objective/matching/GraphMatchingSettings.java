package org.lvmmed.model.objective.matching;

import java.util.OptionalInt;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.rules.Rules;

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
    Rules.of("objective.graph-matching")
        .within("graph-size", graphSize, SMALLEST_GRAPH, Integer.MAX_VALUE)
        .within("neighbours", neighbours, 1, Integer.MAX_VALUE)
        .above("gradient-scale", gradientScale, 0, Double.MAX_VALUE)
        .check();
    Rules.of("objective.graph-matching")
        .that(
            affinities.beta() == 0 || estimator.omega() == 0,
            "affinities.beta",
            affinities.beta(),
            "0 beside objective.graph-matching.estimator.omega = "
                + estimator.omega()
                + ", or omega = 0: the first makes similar images harder to tell apart, the second"
                + " forgives their confusion")
        .check();
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
