package org.lvmmed.jobs.bench;

import java.util.List;
import java.util.stream.IntStream;

/** Batches of made-up images. */
final class Batches {

  private Batches() {}

  /** Graphs of consecutive images; what is left over joins the last one. */
  static List<int[]> graphs(int images, int graphSize) {
    int count = Math.max(1, images / graphSize);
    return IntStream.range(0, count)
        .mapToObj(
            g ->
                IntStream.range(g * graphSize, g == count - 1 ? images : (g + 1) * graphSize)
                    .toArray())
        .toList();
  }
}
