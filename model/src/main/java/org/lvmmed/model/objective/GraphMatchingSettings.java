package org.lvmmed.model.objective;

import java.io.Serializable;

/**
 * Graphs and their matching, the estimator of its gradient apart.
 *
 * @param affinities what is matched
 * @param graphSize nodes of a graph ({@code objective.graph-size}; 16 in the paper)
 * @param neighbours nearest neighbours of a node ({@code objective.neighbours}; 5 in the paper)
 * @param messagePassing g ({@code objective.message-passing})
 * @param gradientScale factor on the estimator's gradient, which carries 1/λ ({@code
 *     objective.gradient-scale}); of no matter to Adam but for its ε
 */
public record GraphMatchingSettings(
    AffinitySettings affinities,
    int graphSize,
    int neighbours,
    MessagePassingKind messagePassing,
    double gradientScale)
    implements Serializable {

  private static final int SMALLEST_GRAPH = 2;

  public GraphMatchingSettings {
    if (graphSize < SMALLEST_GRAPH) {
      throw new IllegalArgumentException(
          "Invalid objective.graph-size: " + graphSize + " (at least " + SMALLEST_GRAPH + ")");
    }
    if (neighbours < 1) {
      throw new IllegalArgumentException(
          "Invalid objective.neighbours: " + neighbours + " (at least 1)");
    }
    if (!(gradientScale > 0) || Double.isInfinite(gradientScale)) {
      throw new IllegalArgumentException(
          "Invalid objective.gradient-scale: " + gradientScale + " (above 0, finite)");
    }
  }
}
