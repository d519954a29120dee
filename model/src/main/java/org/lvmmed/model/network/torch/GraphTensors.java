package org.lvmmed.model.network.torch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.lvmmed.model.network.GraphAffinities.Graph;

/**
 * The graphs of a batch stacked to G × N: smaller ones are filled up with copies of their first
 * node and with edges from a node to itself, whose cosines are never read.
 */
final class GraphTensors {

  private final HostCopies host;
  private final List<Graph> graphs;

  /** N, nodes of the largest graph. */
  final int nodes;

  GraphTensors(HostCopies host, List<Graph> graphs) {
    this.host = host;
    this.graphs = graphs;
    this.nodes = graphs.stream().mapToInt(Graph::nodes).max().orElse(0);
  }

  int count() {
    return graphs.size();
  }

  Graph graph(int g) {
    return graphs.get(g);
  }

  /** Rows of the batch's maps: G·N. */
  Tensor images(boolean target) {
    long[] rows = new long[count() * nodes];
    for (int g = 0; g < count(); g++) {
      int[] own = target ? graphs.get(g).targetImages() : graphs.get(g).sourceImages();
      for (int i = 0; i < nodes; i++) {
        rows[g * nodes + i] = own[i < own.length ? i : 0];
      }
    }
    return host.indices(rows);
  }

  /**
   * What belongs to a graph's images, of a tensor with a row for each image of the batch: a copy,
   * or a view where the images lie one after the other.
   */
  Tensor ofImages(Tensor all, int graph, boolean target) {
    int[] own = target ? graphs.get(graph).targetImages() : graphs.get(graph).sourceImages();
    return own.length == nodes && isRun(own)
        ? all.narrow(0, own[0], nodes)
        : all.index_select(0, images(target).narrow(0, (long) graph * nodes, nodes));
  }

  private static boolean isRun(int[] images) {
    for (int i = 1; i < images.length; i++) {
      if (images[i] != images[0] + i) {
        return false;
      }
    }
    return true;
  }

  /** ẑ: G·N × F. */
  Tensor embeddings(boolean target) {
    int width = graphs.get(0).source().length / graphs.get(0).nodes();
    float[] all = new float[count() * nodes * width];
    for (int g = 0; g < count(); g++) {
      float[] own = target ? graphs.get(g).target() : graphs.get(g).source();
      System.arraycopy(own, 0, all, g * nodes * width, own.length);
    }
    return host.tensor(all, new long[] {(long) count() * nodes, width});
  }

  /** Undirected edges of the largest graph; at least one, so that no tensor is empty. */
  int edges(boolean target) {
    return graphs.stream().mapToInt(graph -> ends(graph, target).length / 2).max().orElse(0);
  }

  private static int[] ends(Graph graph, boolean target) {
    return target ? graph.targetEdges() : graph.sourceEdges();
  }

  /**
   * Rows of {@link #embeddings} where edges begin or end: G·E.
   *
   * @param end 0 where they begin, 1 where they end
   */
  Tensor ends(boolean target, int end) {
    int edges = edges(target);
    long[] rows = new long[count() * edges];
    for (int g = 0; g < count(); g++) {
      int[] own = ends(graphs.get(g), target);
      for (int e = 0; e < edges; e++) {
        int node = 2 * e < own.length ? own[2 * e + end] : 0;
        rows[g * edges + e] = (long) g * nodes + node;
      }
    }
    return host.indices(rows);
  }

  /** The corner of a padded matrix that belongs to a graph. */
  static float[] corner(float[] padded, int graph, int height, int width, int rows, int columns) {
    float[] own = new float[rows * columns];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(padded, (graph * height + r) * width, own, r * columns, columns);
    }
    return own;
  }

  /** Matrices of the graphs, each in the corner of a padded one: G × height × width. */
  Tensor padded(List<float[]> matrices, int height, int width, boolean ofEdges) {
    float[] all = new float[count() * height * width];
    for (int g = 0; g < count(); g++) {
      Graph graph = graphs.get(g);
      int columns = ofEdges ? graph.targetEdges().length / 2 : graph.nodes();
      float[] own = matrices.get(g);
      for (int r = 0; columns > 0 && r < own.length / columns; r++) {
        System.arraycopy(own, r * columns, all, (g * height + r) * width, columns);
      }
    }
    return host.tensor(all, new long[] {count(), height, width});
  }
}
