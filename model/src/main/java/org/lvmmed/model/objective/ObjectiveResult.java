package org.lvmmed.model.objective;

import java.util.List;

/**
 * What an objective says of a batch.
 *
 * @param loss of the unperturbed solve for graph matching, the cross-entropy for NT-Xent
 * @param metrics how the embeddings do
 * @param matchings for each graph, the image of it whose second view each image's first was matched
 *     to by the unperturbed solve; empty for an objective that matches no graphs
 * @param phases where the time went
 */
public record ObjectiveResult(
    double loss, EmbeddingMetrics metrics, List<int[]> matchings, Phases phases) {

  /**
   * Seconds of wall time.
   *
   * @param affinities head, neighbours, messages and affinities
   * @param solves of the matchings, perturbed and not
   * @param gradient back through affinities and head
   */
  public record Phases(double affinities, double solves, double gradient) {
    static final Phases UNKNOWN = new Phases(0, 0, 0);
  }

  /** A result whose phases were not measured. */
  ObjectiveResult(double loss, EmbeddingMetrics metrics, List<int[]> matchings) {
    this(loss, metrics, matchings, Phases.UNKNOWN);
  }
}
