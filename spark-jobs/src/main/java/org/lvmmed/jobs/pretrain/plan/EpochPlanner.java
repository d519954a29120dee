package org.lvmmed.jobs.pretrain.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts an epoch into graphs of about the wanted size, equal give or take one image, so that none is
 * a leftover whose batch statistics mean little: the images in the epoch's order, except that prior
 * neighbours are pulled forward into the graph of the image that names them until they make up the
 * wanted share of it. A copy that finds only graphs with its image in them is left out.
 */
final class EpochPlanner {

  private final TrainingIndex index;
  private final EpochOrder order;
  private final int graphSize;
  private final double priorShare;

  EpochPlanner(TrainingIndex index, EpochOrder order, int graphSize, double priorShare) {
    this.index = index;
    this.order = order;
    this.graphSize = graphSize;
    this.priorShare = priorShare;
  }

  /** The epoch's graphs. */
  List<PlannedGraph> graphs(int epoch) {
    int[] images = order.of(epoch, 2 * graphSize);
    Queue queue = new Queue(images, index.size());
    int count = Math.max(1, Math.round((float) images.length / graphSize));
    List<PlannedGraph> graphs = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      int size = share(images, g + 1, count) - share(images, g, count);
      graphs.add(graph(queue, size));
    }
    return graphs;
  }

  /** How many images the first {@code g} of {@code count} graphs hold. */
  private static int share(int[] images, int g, int count) {
    return (int) ((long) g * images.length / count);
  }

  private PlannedGraph graph(Queue queue, int size) {
    int[] images = new int[size];
    int[] copies = new int[size];
    int pulled = 0;
    Deque<Integer> sources = new ArrayDeque<>();
    Set<Integer> members = new HashSet<>();
    for (int n = 0; n < size; n++) {
      int image = pulled + 1 <= priorShare * (n + 1) ? freeNeighbour(sources, members, queue) : -1;
      if (image >= 0) {
        pulled++;
      } else {
        image = queue.next(members);
      }
      if (image < 0) {
        return new PlannedGraph(Arrays.copyOf(images, n), Arrays.copyOf(copies, n));
      }
      images[n] = image;
      copies[n] = queue.take(image);
      sources.addFirst(image);
      members.add(image);
    }
    return new PlannedGraph(images, copies);
  }

  /** The nearest neighbour, still to come, of the most recently added node that has one. */
  private int freeNeighbour(Deque<Integer> sources, Set<Integer> members, Queue queue) {
    for (int source : sources) {
      for (int candidate : index.neighbours()[source]) {
        if (!members.contains(candidate) && queue.holds(candidate)) {
          return candidate;
        }
      }
    }
    return -1;
  }

  /**
   * What is left of the epoch. An image's places are taken first to last, so that those left are as
   * far apart as the order put them.
   */
  private static final class Queue {
    private final int[] images;
    private final int[] left;
    private final int[] taken;

    /** Places of an image in the order that were taken ahead of their turn. */
    private final int[] ahead;

    private int position;

    Queue(int[] images, int size) {
      this.images = images;
      this.left = new int[size];
      this.taken = new int[size];
      this.ahead = new int[size];
      for (int image : images) {
        left[image]++;
      }
    }

    boolean holds(int image) {
      return left[image] > 0;
    }

    /** The first image of the order that has a place left and is no member; −1 without one. */
    int next(Set<Integer> members) {
      while (position < images.length && ahead[images[position]] > 0) {
        ahead[images[position]]--;
        position++;
      }
      for (int p = position; p < images.length; p++) {
        if (holds(images[p]) && !members.contains(images[p])) {
          return images[p];
        }
      }
      return -1;
    }

    /** Takes the image's first place; gives which copy it is. */
    int take(int image) {
      left[image]--;
      ahead[image]++;
      return taken[image]++;
    }
  }
}
