package org.lvmmed.jobs.pretrain.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts an epoch into graphs of about the wanted size, equal give or take one image, so that none is
 * a leftover whose batch statistics mean little: the images in the epoch's order, except that prior
 * neighbours are pulled forward into the graph of the image that names them until they make up the
 * wanted share of it. A copy that finds only graphs with its image in them is left out.
 */
final class EpochPlanner {

  /** No image. */
  private static final int NONE = -1;

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
    queue.beginGraph();
    Sources sources = new Sources(index.neighbours(), queue, size);
    for (int n = 0; n < size; n++) {
      int image = pulled + 1 <= priorShare * (n + 1) ? sources.freeNeighbour() : NONE;
      if (image != NONE) {
        pulled++;
      } else {
        image = queue.next();
      }
      if (image == NONE) {
        return new PlannedGraph(Arrays.copyOf(images, n), Arrays.copyOf(copies, n));
      }
      images[n] = image;
      copies[n] = queue.take(image);
      sources.add(image);
    }
    return new PlannedGraph(images, copies);
  }

  /**
   * The images of a graph, the most recently added first, with how far their neighbours have been
   * looked through. A neighbour that cannot be had is not looked at again: while a graph is made,
   * images are only taken.
   */
  private static final class Sources {
    private final PriorNeighbours neighbours;
    private final Queue queue;
    private final int[] stack;
    private final int[] looked;
    private int size;

    Sources(PriorNeighbours neighbours, Queue queue, int most) {
      this.neighbours = neighbours;
      this.queue = queue;
      this.stack = new int[most];
      this.looked = new int[most];
    }

    void add(int image) {
      stack[size] = image;
      looked[size++] = 0;
    }

    /** The nearest neighbour, still to come, of the most recently added image that has one. */
    int freeNeighbour() {
      for (; size > 0; size--) {
        int source = size - 1;
        for (; looked[source] < neighbours.places(); looked[source]++) {
          int candidate = neighbours.at(stack[source], looked[source]);
          if (candidate != PriorNeighbours.NONE && queue.canGive(candidate)) {
            return candidate;
          }
        }
      }
      return NONE;
    }
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

    /** The last graph that took the image, counted from 1. */
    private final int[] graph;

    private int current;
    private int position;

    Queue(int[] images, int size) {
      this.images = images;
      this.left = new int[size];
      this.taken = new int[size];
      this.ahead = new int[size];
      this.graph = new int[size];
      for (int image : images) {
        left[image]++;
      }
    }

    /** What is taken from now on belongs to another graph. */
    void beginGraph() {
      current++;
    }

    /** Whether an image has a place left and is not in the graph. */
    boolean canGive(int image) {
      return left[image] > 0 && graph[image] != current;
    }

    /** The first image of the order that can be had; {@link #NONE} without one. */
    int next() {
      while (position < images.length && ahead[images[position]] > 0) {
        ahead[images[position]]--;
        position++;
      }
      for (int p = position; p < images.length; p++) {
        if (canGive(images[p])) {
          return images[p];
        }
      }
      return NONE;
    }

    /** Takes the image's first place; gives which copy it is. */
    int take(int image) {
      left[image]--;
      ahead[image]++;
      graph[image] = current;
      return taken[image]++;
    }
  }
}
