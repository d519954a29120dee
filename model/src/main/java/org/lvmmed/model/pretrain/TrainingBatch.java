package org.lvmmed.model.pretrain;

import java.util.List;
import java.util.stream.Stream;
import org.lvmmed.model.encoder.MapShape;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.view.View;

/**
 * Views of each of B images, as the encoder takes them.
 *
 * @param pixels 2B × 3 × size × size normalised values, all first views before all second ones
 * @param pairs what the objective must know beside the pixels
 * @param small further views of another size
 */
public record TrainingBatch(float[] pixels, PairBatch pairs, SmallViews small) {

  /**
   * Two views of each image.
   *
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
    List<View> views = Stream.concat(first.stream(), second.stream()).toList();
    float[] positions = ViewArrays.positions(views, map);
    PairBatch pairs = new PairBatch(views.size(), positions, graphs, priors, seeds);
    return new TrainingBatch(ViewArrays.pixels(views), pairs, SmallViews.none());
  }

  /** The same of images with keys, in the batch's order. */
  TrainingBatch withKeys(long[] keys) {
    return new TrainingBatch(pixels, pairs.withKeys(keys), small);
  }

  /**
   * The same with small views beside.
   *
   * @param views the first of every image, in the batch's order, then the second
   * @param size rows and columns
   * @param map of the encoder for views of that size
   */
  public TrainingBatch with(List<View> views, int size, MapShape map) {
    int images = pairs.images() / 2;
    if (views.isEmpty() || views.size() % images != 0) {
      throw new IllegalArgumentException(
          "Invalid batch: %d small views of %d images (equally many of each, at least 1)"
              .formatted(views.size(), images));
    }
    return new TrainingBatch(pixels, pairs, SmallViews.of(views, views.size() / images, size, map));
  }
}
