package org.lvmmed.jobs.pretrain.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Graphs among whose images an epoch is shuffled.
 *
 * @param graphs their numbers, ascending
 * @param images how many images they hold
 */
record ShuffleWindow(int[] graphs, int images) {

  /**
   * All graphs of an epoch.
   *
   * @param sizes of the graphs, images
   */
  static List<ShuffleWindow> whole(int[] sizes) {
    return List.of(of(IntStream.range(0, sizes.length).toArray(), sizes));
  }

  /**
   * Cuts each worker's graphs into windows of equal numbers of images, give or take a graph; the
   * first worker's come first. Of their own, so that a worker reads no more than it trains on.
   *
   * @param workers for each graph its worker
   * @param sizes of the graphs, images
   * @param wanted images of a window
   */
  static List<ShuffleWindow> ofWorkers(int[] workers, int[] sizes, int wanted) {
    List<ShuffleWindow> windows = new ArrayList<>();
    int count = 1 + IntStream.of(workers).max().orElse(-1);
    for (int worker = 0; worker < count; worker++) {
      int number = worker;
      int[] own = IntStream.range(0, workers.length).filter(g -> workers[g] == number).toArray();
      windows.addAll(cut(of(own, sizes), sizes, wanted));
    }
    return windows;
  }

  /** Some graphs of an epoch. */
  static ShuffleWindow of(int[] graphs, int[] sizes) {
    return new ShuffleWindow(graphs, IntStream.of(graphs).map(g -> sizes[g]).sum());
  }

  private static List<ShuffleWindow> cut(ShuffleWindow all, int[] sizes, int wanted) {
    int parts = Math.max(1, Math.round((float) all.images / wanted));
    List<ShuffleWindow> windows = new ArrayList<>();
    int from = 0;
    int seen = 0;
    for (int i = 0; i < all.graphs.length; i++) {
      seen += sizes[all.graphs[i]];
      boolean full = (long) seen * parts >= (long) (windows.size() + 1) * all.images;
      if (full) {
        windows.add(of(IntStream.range(from, i + 1).map(g -> all.graphs[g]).toArray(), sizes));
        from = i + 1;
      }
    }
    return windows;
  }
}
