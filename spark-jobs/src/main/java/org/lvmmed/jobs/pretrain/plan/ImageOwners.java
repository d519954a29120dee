package org.lvmmed.jobs.pretrain.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.model.view.Draws;

/**
 * Which worker an image belongs to, the same in every epoch: images are drawn in an order of their
 * own, of which each worker has an equal part. Where an epoch takes a choice of the images, workers
 * have about equally many; what one has more goes into larger graphs.
 */
final class ImageOwners {

  /** Smaller graphs say nothing. */
  private static final int SMALLEST = 2;

  private final int[] owner;
  private final int[] workers;
  private final int count;

  /**
   * @param workers for each graph of an epoch its worker
   */
  ImageOwners(TrainingIndex index, int[] workers, long seed) {
    this.workers = workers;
    this.count = 1 + IntStream.of(workers).max().orElse(0);
    long[] draws = new long[index.size()];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = Draws.hash(seed, index.key(i), Draws.key("owner"));
    }
    int[] order = Argsort.ascending(draws);
    owner = new int[order.length];
    for (int rank = 0; rank < order.length; rank++) {
      owner[order[rank]] = (int) ((long) rank * count / order.length);
    }
  }

  /** The same images, those of the first worker first; each worker's in their order. */
  int[] grouped(int[] images) {
    int[] grouped = new int[images.length];
    int next = 0;
    for (int worker = 0; worker < count; worker++) {
      for (int image : images) {
        if (owner[image] == worker) {
          grouped[next++] = image;
        }
      }
    }
    return grouped;
  }

  private int[] graphs(int worker) {
    return IntStream.range(0, workers.length).filter(g -> workers[g] == worker).toArray();
  }

  /**
   * Of each graph how many images it holds: those of its worker, shared out equally.
   *
   * @throws InputException where a worker has too few
   */
  int[] sizes(int[] images) {
    int[] sizes = new int[workers.length];
    for (int worker = 0; worker < count; worker++) {
      int number = worker;
      long own = IntStream.of(images).filter(image -> owner[image] == number).count();
      int[] graphs = graphs(worker);
      requireEnough(own, graphs.length);
      for (int g = 0; g < graphs.length; g++) {
        sizes[graphs[g]] = (int) ((g + 1) * own / graphs.length - g * own / graphs.length);
      }
    }
    return sizes;
  }

  private static void requireEnough(long images, int graphs) {
    if (images < (long) SMALLEST * graphs) {
      throw new InputException(
          "The corpus is too small for workers that keep their images: %d images for %d steps of one of them (at least %d a step): add images or lower pretrain.workers"
              .formatted(images, graphs, SMALLEST));
    }
  }

  /** One for each worker. */
  List<ShuffleWindow> windows(int[] sizes) {
    List<ShuffleWindow> windows = new ArrayList<>();
    for (int worker = 0; worker < count; worker++) {
      windows.add(ShuffleWindow.of(graphs(worker), sizes));
    }
    return windows;
  }
}
