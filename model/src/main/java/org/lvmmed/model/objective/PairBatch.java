package org.lvmmed.model.objective;

import java.util.List;

/**
 * What the objective must know of a batch of B images beside their pixels.
 *
 * @param images 2B
 * @param positions where each position of each of the 2B maps lies in its original image, x and y
 *     in [0,1]: 2B × P × 2; first all first views, then all second views
 * @param graphs the images of each graph, as numbers 0 … B−1
 * @param priors n × n prior similarities of each graph's images, p[i,i] = 0; empty where neither β
 *     nor ω is used
 * @param seeds of each graph's noise
 */
public record PairBatch(
    int images, float[] positions, List<int[]> graphs, List<double[]> priors, long[] seeds) {

  public PairBatch {
    graphs = List.copyOf(graphs);
    priors = List.copyOf(priors);
    if (seeds.length != graphs.size()) {
      throw new IllegalArgumentException(
          "Invalid batch: %d seeds for %d graphs".formatted(seeds.length, graphs.size()));
    }
    if (!priors.isEmpty() && priors.size() != graphs.size()) {
      throw new IllegalArgumentException(
          "Invalid batch: %d priors for %d graphs (one each, or none)"
              .formatted(priors.size(), graphs.size()));
    }
  }
}
