package org.lvmmed.model.network;

import java.util.List;

/**
 * How alike the nodes and the edges of pairs of graphs are (LVM-Med, NeurIPS 2023, section 3), for
 * all graphs of a batch together. A node is an image of the batch with its feature map and its
 * embedding ẑ. The maps stay on the network's device; embeddings come from the host, and cosines go
 * there.
 */
public interface GraphAffinities {

  /**
   * What a graph's two views are.
   *
   * @param sourceImages n rows of the maps' batch: the first views
   * @param targetImages n rows: the second views
   * @param source ẑ of the first views, n × F
   * @param target ẑ of the second views, n × F
   * @param sourceEdges undirected edges of the first graph: from and to of each, one after the
   *     other
   * @param targetEdges those of the second graph
   */
  record Graph(
      int[] sourceImages,
      int[] targetImages,
      float[] source,
      float[] target,
      int[] sourceEdges,
      int[] targetEdges) {

    /** n. */
    public int nodes() {
      return sourceImages.length;
    }
  }

  /**
   * How nodes are compared.
   *
   * @param alpha share of the cosine of embeddings, the rest being that of local features
   * @param kept how many of a map's P positions count in the similarity by location: the nearest
   */
  record Shares(double alpha, int kept) {}

  /**
   * Compares.
   *
   * @param places x and y of each position of each map in its original image, images × P × 2
   */
  Pass forward(List<Graph> graphs, float[] places, Shares shares);

  /** The affinities of a batch, kept for their gradient. */
  interface Pass {

    /** Of nodes, n × n, row = node of the first view. */
    float[] vertex(int graph);

    /** cos(ẑ_i − ẑ_j, ẑ_a − ẑ_b) of undirected edges, |E^s| × |E^t|. */
    float[] edge(int graph);

    /**
     * The gradient of Σ g_v ∘ vertex + Σ g_e ∘ edge with respect to the embeddings, for each graph;
     * with respect to the maps it is added to theirs. Which positions are partners is a constant.
     *
     * @param vertex g_v of each graph
     * @param edge g_e of each graph
     */
    List<NodeGradients> backward(List<float[]> vertex, List<float[]> edge);
  }

  /**
   * Gradients of a graph's embeddings.
   *
   * @param source n × F
   * @param target n × F
   */
  record NodeGradients(float[] source, float[] target) {}
}
