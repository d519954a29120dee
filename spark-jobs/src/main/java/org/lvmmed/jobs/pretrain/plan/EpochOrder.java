package org.lvmmed.jobs.pretrain.plan;

import java.util.stream.IntStream;
import org.lvmmed.model.view.Draws;

/**
 * The images of an epoch with places drawn from (seed, epoch, image). Of a volume at most so many
 * slices, others in each epoch: neighbouring slices are nearly the same image, and would crowd out
 * the rest. Images of modalities that are rare come more than once (METHOD 5), spread evenly over
 * the epoch. Every epoch is of the same length.
 */
final class EpochOrder {

  /** A modality of a handful of images must not become an epoch of their copies. */
  private static final int MOST_COPIES = 9;

  private static final long ORDER = Draws.key("order");
  private static final long ROW_GROUP = Draws.key("row group");

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
   * @param apart places that two copies of an image must at least be apart, which bounds their
   *     number
   * @param among places among which all copies of an image lie; more than there are: any
   */
  EpochPlaces places(int epoch, int apart, int among) {
    long[] draw = draws(epoch);
    int[] images = taken(Argsort.ascending(draw));
    int most = Math.min(images.length, among) / Math.max(1, 2 * apart) - 1;
    return places(images, draw, Math.max(0, Math.min(MOST_COPIES, most)));
  }

  /** For each place what is drawn for the row group of its image: by the group's first image. */
  long[] groupDraws(int epoch, EpochPlaces places) {
    int[] first = index.firstOfGroups();
    return IntStream.of(places.images())
        .mapToLong(
            image -> Draws.hash(seed, epoch, index.key(first[index.group()[image]]), ROW_GROUP))
        .toArray();
  }

  private long[] draws(int epoch) {
    long[] draw = new long[index.size()];
    for (int i = 0; i < draw.length; i++) {
      draw[i] = Draws.hash(seed, epoch, index.key(i), ORDER);
    }
    return draw;
  }

  private int[] taken(int[] images) {
    int[] taken = new int[index.seriesCount()];
    return IntStream.of(images)
        .filter(image -> ++taken[index.series()[image]] <= slicesPerSeries)
        .toArray();
  }

  /** The places of an image divide the circle of all 64-bit numbers evenly from its draw on. */
  private EpochPlaces places(int[] images, long[] draw, int mostCopies) {
    int[] times = times(images, mostCopies);
    int count = IntStream.of(times).sum();
    EpochPlaces places = new EpochPlaces(new int[count], new long[count]);
    int next = 0;
    for (int i = 0; i < images.length; i++) {
      long step = times[i] == 1 ? 0 : Long.divideUnsigned(-1, times[i]);
      for (int t = 0; t < times[i]; t++) {
        places.images()[next] = images[i];
        places.at()[next++] = draw[images[i]] + t * step;
      }
    }
    return places;
  }

  /** How often each image comes. */
  private int[] times(int[] images, int mostCopies) {
    int[] counts = new int[index.modalityCount()];
    IntStream.of(images).forEach(image -> counts[index.modality()[image]]++);
    int largest = IntStream.of(counts).max().orElse(0);
    int[] seen = new int[counts.length];
    int[] times = new int[images.length];
    for (int i = 0; i < times.length; i++) {
      int modality = index.modality()[images[i]];
      int count = counts[modality];
      int rank = seen[modality]++;
      long missing = Math.max(0, Math.round(minorityShare * largest) - count);
      long copies = missing / count + (rank < missing % count ? 1 : 0);
      times[i] = 1 + (int) Math.min(mostCopies, copies);
    }
    return times;
  }
}
