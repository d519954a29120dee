package org.lvmmed.model.objective;

/**
 * What an objective says of a batch.
 *
 * @param loss of the unperturbed solve for graph matching, the cross-entropy for NT-Xent
 * @param parameterGradient of the head's parameters
 * @param metrics how the embeddings do
 */
public record ObjectiveResult(double loss, double[] parameterGradient, EmbeddingMetrics metrics) {}
