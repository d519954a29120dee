package org.lvmmed.jobs.pretrain.plan;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The places of an epoch, each an image's; of an image that comes several times, several.
 *
 * @param images whose place it is
 * @param at the number drawn for a place, by which places are shuffled
 */
record EpochPlaces(int[] images, long[] at) {

  int size() {
    return images.length;
  }

  /** Images in the order of what was drawn for their places. */
  int[] shuffled() {
    return imagesOf(Argsort.ascending(at));
  }

  /**
   * Images in the order of what was drawn for their row groups, but shuffled within windows.
   *
   * @param groups for each place what was drawn for the row group of its image
   * @param windows which fill the epoch one after the other
   */
  int[] shuffledWithin(List<ShuffleWindow> windows, long[] groups) {
    int[] order = Argsort.ascending(groups);
    int from = 0;
    for (ShuffleWindow window : windows) {
      int to = from + window.images();
      int[] within = Arrays.copyOfRange(order, from, to);
      int[] shuffled =
          Argsort.ascending(IntStream.of(within).mapToLong(place -> at[place]).toArray());
      for (int i = 0; i < shuffled.length; i++) {
        order[from + i] = within[shuffled[i]];
      }
      from = to;
    }
    return imagesOf(order);
  }

  private int[] imagesOf(int[] places) {
    return IntStream.of(places).map(place -> images[place]).toArray();
  }
}
