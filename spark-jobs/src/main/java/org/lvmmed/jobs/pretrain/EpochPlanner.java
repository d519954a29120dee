package org.lvmmed.jobs.pretrain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lvmmed.model.view.Draws;

/**
 * Cuts an epoch into graphs of about the wanted size, equal give or take one image, so that none is
 * a leftover whose batch statistics mean little: every training image once, in an order drawn from
 * (seed, epoch, image), except that prior neighbours are pulled forward into the graph of the image
 * that names them until they make up the wanted share of it. Of a volume at most so many slices,
 * others in each epoch: neighbouring slices are nearly the same image, and would crowd out the
 * rest.
 */
final class EpochPlanner {

  private final TrainingIndex index;
  private final int graphSize;
  private final double priorShare;
  private final int slicesPerSeries;
  private final long seed;

  /**
   * @param slicesPerSeries of a series in an epoch at most; 0: all
   */
  EpochPlanner(
      TrainingIndex index, int graphSize, double priorShare, int slicesPerSeries, long seed) {
    this.index = index;
    this.graphSize = graphSize;
    this.priorShare = priorShare;
    this.slicesPerSeries = slicesPerSeries == 0 ? Integer.MAX_VALUE : slicesPerSeries;
    this.seed = seed;
  }

  /** The epoch's graphs as image numbers. */
  List<int[]> graphs(int epoch) {
    int[] order = drawn(epoch);
    boolean[] used = allBut(order);
    int count = Math.max(1, Math.round((float) order.length / graphSize));
    List<int[]> graphs = new ArrayList<>();
    int next = 0;
    for (int g = 0; g < count; g++) {
      int size = share(order, g + 1, count) - share(order, g, count);
      next = firstUnused(order, next, used);
      graphs.add(graph(order, next, size, used));
    }
    return graphs;
  }

  /** How many images the first {@code g} of {@code count} graphs hold. */
  private static int share(int[] order, int g, int count) {
    return (int) ((long) g * order.length / count);
  }

  /** The epoch's images in their order. */
  private int[] drawn(int epoch) {
    Map<Integer, Integer> taken = new HashMap<>();
    return IntStream.of(shuffled(epoch))
        .filter(i -> taken.merge(index.series()[i], 1, Integer::sum) <= slicesPerSeries)
        .toArray();
  }

  /** Images that the epoch leaves out count as used. */
  private boolean[] allBut(int[] order) {
    boolean[] used = new boolean[index.size()];
    Arrays.fill(used, true);
    for (int image : order) {
      used[image] = false;
    }
    return used;
  }

  private static int firstUnused(int[] order, int from, boolean[] used) {
    int position = from;
    while (position < order.length && used[order[position]]) {
      position++;
    }
    return position;
  }

  private int[] shuffled(int epoch) {
    long[] draw = new long[index.size()];
    for (int i = 0; i < draw.length; i++) {
      draw[i] = Draws.hash(seed, epoch, index.key(i), Draws.key("order"));
    }
    return IntStream.range(0, index.size())
        .boxed()
        .sorted((a, b) -> Long.compare(draw[a], draw[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private int[] graph(int[] order, int from, int size, boolean[] used) {
    int[] nodes = new int[size];
    int pulled = 0;
    int position = from;
    Deque<Integer> sources = new ArrayDeque<>();
    for (int n = 0; n < size; n++) {
      int node = pulled + 1 <= priorShare * (n + 1) ? freeNeighbour(sources, used) : -1;
      if (node >= 0) {
        pulled++;
      } else {
        position = firstUnused(order, position, used);
        node = order[position];
      }
      used[node] = true;
      nodes[n] = node;
      sources.addFirst(node);
    }
    return nodes;
  }

  /** The nearest unused neighbour of the most recently added node that has one. */
  private int freeNeighbour(Deque<Integer> sources, boolean[] used) {
    for (int source : sources) {
      for (int candidate : index.neighbours()[source]) {
        if (!used[candidate]) {
          return candidate;
        }
      }
    }
    return -1;
  }
}
