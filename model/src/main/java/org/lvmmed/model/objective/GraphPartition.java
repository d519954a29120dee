package org.lvmmed.model.objective;

import java.util.List;
import java.util.stream.IntStream;

/** Cuts a batch into graphs. */
public final class GraphPartition {

  private static final int SMALLEST = 4;

  private GraphPartition() {}

  /**
   * Graphs of consecutive images. A remainder of at least 4 images forms a smaller graph, else it
   * joins the previous one.
   *
   * @return the images' numbers in each graph
   */
  public static List<int[]> of(int images, int graphSize) {
    int full = images / graphSize;
    int rest = images % graphSize;
    int graphs = rest >= SMALLEST || full == 0 ? full + 1 : full;
    return IntStream.range(0, graphs)
        .mapToObj(
            g -> IntStream.range(g * graphSize, g == graphs - 1 ? images : (g + 1) * graphSize))
        .map(IntStream::toArray)
        .toList();
  }
}
