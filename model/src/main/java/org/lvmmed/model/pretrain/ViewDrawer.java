package org.lvmmed.model.pretrain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.MapShape;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.view.Augmenter;
import org.lvmmed.model.view.View;
import org.lvmmed.model.view.ViewKey;
import org.lvmmed.model.view.ViewSettings;

/** Draws all views of the images of a step. Safe for use by several threads. */
public final class ViewDrawer {

  private static final int LARGE = 2;

  private final Augmenter large;
  private final Augmenter small;
  private final MapShape largeMap;
  private final MapShape smallMap;
  private final ViewSettings.Small settings;

  public ViewDrawer(ViewSettings views, Preprocess preprocess, EncoderSettings encoder) {
    large = new Augmenter(views, preprocess);
    small = new Augmenter(views.ofSmall(), preprocess);
    largeMap = EncoderGraph.mapShape(encoder, views.size(), views.size());
    settings = views.small();
    smallMap = EncoderGraph.mapShape(encoder, settings.size(), settings.size());
  }

  /** What the randomness of an image's view is a function of. */
  @FunctionalInterface
  public interface Keys {
    ViewKey of(int image, int view);
  }

  /**
   * Two large views of each image, then its small ones.
   *
   * @param count B
   * @param images by their numbers, asked for once each
   * @param graphs the images of each graph, as numbers 0 … B−1
   * @param priors n × n prior similarities of each graph, or none
   * @param seeds of each graph's noise
   */
  public TrainingBatch batch(
      int count,
      IntFunction<Raster> images,
      Keys keys,
      List<int[]> graphs,
      List<double[]> priors,
      long[] seeds) {
    List<List<View>> views = new ArrayList<>();
    for (int view = 0; view < LARGE + settings.count(); view++) {
      views.add(new ArrayList<>());
    }
    for (int i = 0; i < count; i++) {
      Raster image = images.apply(i);
      for (int view = 0; view < views.size(); view++) {
        Augmenter augmenter = view < LARGE ? large : small;
        views.get(view).add(augmenter.view(image, keys.of(i, view)));
      }
    }
    long[] ofImages = IntStream.range(0, count).mapToLong(i -> keys.of(i, 0).image()).toArray();
    TrainingBatch pairs =
        TrainingBatch.of(views.get(0), views.get(1), largeMap, graphs, priors, seeds)
            .withKeys(ofImages);
    List<View> crops = views.subList(LARGE, views.size()).stream().flatMap(List::stream).toList();
    return crops.isEmpty() ? pairs : pairs.with(crops, settings.size(), smallMap);
  }
}
