package org.lvmmed.jobs.pretrain.plan;

import java.util.Arrays;
import java.util.List;
import org.lvmmed.jobs.pretrain.settings.PretrainSettings;

/**
 * Cuts an epoch into graphs of about the wanted size, equal give or take one image, so that none is
 * a leftover whose batch statistics mean little: the images in the epoch's order, except that prior
 * neighbours are pulled forward into the graph of the image that names them until they make up the
 * wanted share of it. A copy that finds only graphs with its image in them is left out.
 *
 * <p>The order is that of all images shuffled, or of windows of row groups, within which neighbours
 * are pulled as well, or, where each worker keeps its images, of those of each worker.
 */
final class EpochPlanner {

  /** No image. */
  private static final int NONE = -1;

  private final TrainingIndex index;
  private final PretrainSettings settings;
  private final EpochOrder order;
  private final PlanNeeds needs;
  private final int graphSize;
  private final long seed;

  EpochPlanner(TrainingIndex index, PretrainSettings settings, PlanNeeds needs, long seed) {
    this.index = index;
    this.settings = settings;
    this.needs = needs;
    this.graphSize = needs.graphSize();
    this.seed = seed;
    this.order = new EpochOrder(index, settings.slicesPerSeries(), settings.minorityShare(), seed);
  }

  /** The epoch's rounds, each with its workers' graphs. */
  List<List<EpochLayout.WorkerShare>> rounds(int epoch) {
    List<PlannedGraph> graphs = graphs(epoch);
    return layout(graphs.size()).rounds(graphs);
  }

  private EpochLayout layout(int graphs) {
    return new EpochLayout(graphs, graphSize, settings);
  }

  /** The epoch's graphs. */
  List<PlannedGraph> graphs(int epoch) {
    int among = settings.shuffleWindow() == 0 ? Integer.MAX_VALUE : settings.shuffleWindow();
    EpochPlaces places = order.places(epoch, 2 * graphSize, among);
    int[] sizes = sizes(places.size());
    if (needs.keepsImages()) {
      ImageOwners owners = new ImageOwners(index, layout(sizes.length).workers(), seed);
      int[] images = owners.grouped(places.shuffled());
      int[] own = owners.sizes(images);
      return graphs(images, own, owners.windows(own));
    }
    List<ShuffleWindow> windows = windows(sizes);
    return graphs(images(epoch, places, windows), sizes, windows);
  }

  /**
   * @param images window by window
   * @param sizes of the graphs, images
   */
  private List<PlannedGraph> graphs(int[] images, int[] sizes, List<ShuffleWindow> windows) {
    Queue queue = new Queue(images, index.size());
    PlannedGraph[] graphs = new PlannedGraph[sizes.length];
    for (ShuffleWindow window : windows) {
      queue.open(window.images());
      for (int g : window.graphs()) {
        graphs[g] = graph(queue, sizes[g]);
      }
    }
    return List.of(graphs);
  }

  /** Of each graph, images. */
  private int[] sizes(int images) {
    int count = Math.max(1, Math.round((float) images / graphSize));
    int[] sizes = new int[count];
    for (int g = 0; g < count; g++) {
      sizes[g] = (int) ((g + 1L) * images / count - (long) g * images / count);
    }
    return sizes;
  }

  private List<ShuffleWindow> windows(int[] sizes) {
    return settings.shuffleWindow() == 0
        ? ShuffleWindow.whole(sizes)
        : ShuffleWindow.ofWorkers(layout(sizes.length).workers(), sizes, settings.shuffleWindow());
  }

  private int[] images(int epoch, EpochPlaces places, List<ShuffleWindow> windows) {
    return settings.shuffleWindow() == 0
        ? places.shuffled()
        : places.shuffledWithin(windows, order.groupDraws(epoch, places));
  }

  private PlannedGraph graph(Queue queue, int size) {
    int[] images = new int[size];
    int[] copies = new int[size];
    int pulled = 0;
    queue.beginGraph();
    Sources sources = new Sources(index.neighbours(), queue, size);
    for (int n = 0; n < size; n++) {
      int image = pulled + 1 <= settings.priorShare() * (n + 1) ? sources.freeNeighbour() : NONE;
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
   * What is left of a window of the epoch. An image's places are taken first to last, so that those
   * left are as far apart as the order put them.
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
    private int from;
    private int position;
    private int end;

    Queue(int[] images, int size) {
      this.images = images;
      this.left = new int[size];
      this.taken = new int[size];
      this.ahead = new int[size];
      this.graph = new int[size];
    }

    /** Goes on to the next so many places of the order; what was left of those before is gone. */
    void open(int places) {
      for (int p = from; p < end; p++) {
        left[images[p]] = 0;
        ahead[images[p]] = 0;
      }
      from = end;
      position = end;
      end += places;
      for (int p = from; p < end; p++) {
        left[images[p]]++;
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
      while (position < end && ahead[images[position]] > 0) {
        ahead[images[position]]--;
        position++;
      }
      for (int p = position; p < end; p++) {
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
