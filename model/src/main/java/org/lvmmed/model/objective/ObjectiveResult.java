package org.lvmmed.model.objective;

import java.util.List;

/**
 * What an objective says of a batch.
 *
 * @param loss of the unperturbed solve for graph matching, the cross-entropy for NT-Xent
 * @param parameterGradient of the head's parameters
 * @param metrics how the embeddings do
 * @param matchings for each graph, the image of it whose second view each image's first was matched
 *     to by the unperturbed solve; empty for an objective that matches no graphs
 */
public record ObjectiveResult(
    double loss, double[] parameterGradient, EmbeddingMetrics metrics, List<int[]> matchings) {}
