package org.lvmmed.model.matching;

/**
 * What a graph contributes to the gradient, averaged over its samples and not divided by the number
 * of graphs.
 *
 * @param vertexGradient ∂L/∂c_v, n×n
 * @param edgeGradient ∂L/∂c_e, |source edges|×|target edges|, the edge weight included
 * @param accuracy share of nodes that the unperturbed solve matches to their truth
 * @param loss Hamming loss of the unperturbed solve
 * @param changes nodes with a gradient, mean over samples
 * @param matching target node of each source node in the unperturbed solve
 */
public record Estimate(
    double[] vertexGradient,
    double[] edgeGradient,
    double accuracy,
    double loss,
    double changes,
    int[] matching) {}
