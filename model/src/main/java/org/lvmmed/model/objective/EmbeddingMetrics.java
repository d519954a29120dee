package org.lvmmed.model.objective;

/**
 * Health of the embeddings of a batch, which every objective tells.
 *
 * @param matchAccuracy share of images whose other view is found, by the objective's own measure
 * @param cosine mean cosine of the two views' z
 * @param std standard deviation of the L2-normalised embeddings over the batch, mean over
 *     dimensions, times √F: near 1 when healthy, 0 when all images look the same
 * @param effectiveRank of the L2-normalised, centred embeddings: exponential of the entropy of
 *     their normalised singular values (Roy and Vetterli, 2007); at most F
 */
public record EmbeddingMetrics(
    double matchAccuracy, double cosine, double std, double effectiveRank) {}
