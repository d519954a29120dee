package org.lvmmed.model.pretrain;

import java.util.List;
import org.lvmmed.model.encoder.MapShape;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.view.View;

/**
 * Two views of each of B images, as the encoder takes them.
 *
 * @param pixels 2B × 3 × size × size normalised values, all first views before all second ones
 * @param pairs what the objective must know beside the pixels
 */
public record TrainingBatch(float[] pixels, PairBatch pairs) {

  /**
   * @param first one view of each image
   * @param second another one, in the same order
   * @param map of the encoder for views of this size
   * @param graphs the images of each graph, as numbers 0 … B−1
   * @param priors n × n prior similarities of each graph, or none
   * @param seeds of each graph's noise
   */
  public static TrainingBatch of(
      List<View> first,
      List<View> second,
      MapShape map,
      List<int[]> graphs,
      List<double[]> priors,
      long[] seeds) {
    if (first.size() != second.size() || first.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid batch: %d first and %d second views (equally many, at least 1)"
              .formatted(first.size(), second.size()));
    }
    int images = 2 * first.size();
    int area = first.get(0).pixels().length;
    float[] pixels = new float[images * area];
    float[] positions = new float[images * 2 * map.positions()];
    for (int i = 0; i < images; i++) {
      View view = i < first.size() ? first.get(i) : second.get(i - first.size());
      System.arraycopy(view.pixels(), 0, pixels, i * area, area);
      float[] places = view.placement().positions(map.rows(), map.columns());
      System.arraycopy(places, 0, positions, i * places.length, places.length);
    }
    return new TrainingBatch(pixels, new PairBatch(images, positions, graphs, priors, seeds));
  }
}
