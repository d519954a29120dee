package org.lvmmed.model.objective;

import java.util.List;

/**
 * What the objective must know of a batch of B images beside their pixels.
 *
 * @param maps how many positions the 2B maps have
 * @param positions where each position of each of them lies in its original image, x and y in
 *     [0,1]: P × 2 a map; first all first views, then all second views
 * @param graphs the images of each graph, as numbers 0 … B−1
 * @param priors n × n prior similarities of each graph's images, p[i,i] = 0; empty where neither β
 *     nor ω is used
 * @param seeds of each graph's noise
 * @param keys what tells the B images from others, the same in every epoch; empty where they have
 *     none
 */
public record PairBatch(
    MapPositions maps,
    float[] positions,
    List<int[]> graphs,
    List<double[]> priors,
    long[] seeds,
    long[] keys) {

  /**
   * Maps of one size, of images without keys.
   *
   * @param images 2B
   */
  public PairBatch(
      int images, float[] positions, List<int[]> graphs, List<double[]> priors, long[] seeds) {
    this(
        new MapPositions(images, positions.length / 2 / images, positions.length / 2 / images),
        positions,
        graphs,
        priors,
        seeds,
        new long[0]);
  }

  /** The same of images with keys. */
  public PairBatch withKeys(long[] own) {
    return new PairBatch(maps, positions, graphs, priors, seeds, own);
  }

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

  /** 2B. */
  public int images() {
    return maps.images();
  }
}
