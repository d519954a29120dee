package org.lvmmed.jobs.pretrain.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.lvmmed.model.view.Draws;

/**
 * The images of an epoch in an order drawn from (seed, epoch, image). Of a volume at most so many
 * slices, others in each epoch: neighbouring slices are nearly the same image, and would crowd out
 * the rest. Images of modalities that are rare come more than once (METHOD 5), spread evenly over
 * the epoch. Every epoch is of the same length.
 */
final class EpochOrder {

  /** A modality of a handful of images must not become an epoch of their copies. */
  private static final int MOST_COPIES = 9;

  private final TrainingIndex index;
  private final int slicesPerSeries;
  private final double minorityShare;
  private final long seed;

  /**
   * @param slicesPerSeries of a series in an epoch at most; 0: all
   * @param minorityShare modalities with fewer images in an epoch than this share of the largest
   *     one's are filled up to it with copies, at most 9 of an image; 0: no copies
   */
  EpochOrder(TrainingIndex index, int slicesPerSeries, double minorityShare, long seed) {
    this.index = index;
    this.slicesPerSeries = slicesPerSeries == 0 ? Integer.MAX_VALUE : slicesPerSeries;
    this.minorityShare = minorityShare;
    this.seed = seed;
  }

  /**
   * @param apart positions that two copies of an image must at least be apart, which bounds their
   *     number
   * @return image numbers, an over-sampled one several times
   */
  int[] of(int epoch, int apart) {
    long[] draw = draws(epoch);
    int[] images = taken(sorted(draw));
    return sortedBy(places(images, draw, apart));
  }

  private long[] draws(int epoch) {
    long[] draw = new long[index.size()];
    for (int i = 0; i < draw.length; i++) {
      draw[i] = Draws.hash(seed, epoch, index.key(i), Draws.key("order"));
    }
    return draw;
  }

  private static int[] sorted(long[] draw) {
    return IntStream.range(0, draw.length)
        .boxed()
        .sorted((a, b) -> Long.compare(draw[a], draw[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private int[] taken(int[] images) {
    Map<Integer, Integer> taken = new HashMap<>();
    return IntStream.of(images)
        .filter(i -> taken.merge(index.series()[i], 1, Integer::sum) <= slicesPerSeries)
        .toArray();
  }

  /** A place of an image in the order. */
  private record Place(int image, long at) {}

  /** The places of an image divide the circle of all 64-bit numbers evenly from its draw on. */
  private Place[] places(int[] images, long[] draw, int apart) {
    int[] times = times(images, apart);
    Place[] places = new Place[IntStream.of(times).sum()];
    int next = 0;
    for (int i = 0; i < images.length; i++) {
      long step = times[i] == 1 ? 0 : Long.divideUnsigned(-1, times[i]);
      for (int t = 0; t < times[i]; t++) {
        places[next++] = new Place(images[i], draw[images[i]] + t * step);
      }
    }
    return places;
  }

  private static int[] sortedBy(Place[] places) {
    Arrays.sort(places, (a, b) -> Long.compare(a.at(), b.at()));
    return Arrays.stream(places).mapToInt(Place::image).toArray();
  }

  /** How often each image comes. */
  private int[] times(int[] images, int apart) {
    Map<Integer, Integer> counts = new HashMap<>();
    IntStream.of(images).forEach(i -> counts.merge(index.modality()[i], 1, Integer::sum));
    int largest = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    int most = Math.max(0, Math.min(MOST_COPIES, images.length / Math.max(1, 2 * apart) - 1));
    Map<Integer, Integer> seen = new HashMap<>();
    int[] times = new int[images.length];
    for (int i = 0; i < times.length; i++) {
      int count = counts.getOrDefault(index.modality()[images[i]], 1);
      int rank = seen.merge(index.modality()[images[i]], 1, Integer::sum) - 1;
      long missing = Math.max(0, Math.round(minorityShare * largest) - count);
      long copies = missing / count + (rank < missing % count ? 1 : 0);
      times[i] = 1 + (int) Math.min(most, copies);
    }
    return times;
  }
}
