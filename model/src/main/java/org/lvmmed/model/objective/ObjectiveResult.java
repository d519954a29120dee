package org.lvmmed.model.objective;

import java.util.List;
import java.util.Map;

/**
 * What an objective says of a batch.
 *
 * @param loss before the step
 * @param metrics how the embeddings do
 * @param curves its own measurements, by the keys of its kind's {@link Curve}s
 * @param matchings for people to look at: for each graph, the image of it whose second view each
 *     image's first was matched to; empty for an objective that matches no graphs
 * @param phases seconds of wall time by what they went to, in order; may be empty
 */
public record ObjectiveResult(
    double loss,
    EmbeddingMetrics metrics,
    Map<String, Double> curves,
    List<int[]> matchings,
    Map<String, Double> phases) {

  /** A result that has the measurements of every objective and no others. */
  public static ObjectiveResult of(double loss, EmbeddingMetrics metrics) {
    return new ObjectiveResult(loss, metrics, Map.of(), List.of(), Map.of());
  }
}
