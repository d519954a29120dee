package org.lvmmed.model.pretrain;

import java.util.List;
import org.lvmmed.model.network.GraphAffinities;

/**
 * Affinities whose gradient with respect to the maps is taken times a factor; that with respect to
 * the embeddings is as it would be without.
 */
record ScaledAffinities(GraphAffinities affinities, float factor) implements GraphAffinities {

  @Override
  public Pass forward(List<Graph> graphs, float[] places, Shares shares) {
    Pass pass = affinities.forward(graphs, places, shares);
    return new Pass() {
      @Override
      public float[] vertex(int graph) {
        return pass.vertex(graph);
      }

      @Override
      public float[] edge(int graph) {
        return pass.edge(graph);
      }

      @Override
      public List<NodeGradients> backward(List<float[]> vertex, List<float[]> edge) {
        return pass.backward(times(vertex, factor), times(edge, factor)).stream()
            .map(
                g ->
                    new NodeGradients(times(g.source(), 1 / factor), times(g.target(), 1 / factor)))
            .toList();
      }
    };
  }

  private static List<float[]> times(List<float[]> all, float factor) {
    return all.stream().map(values -> times(values, factor)).toList();
  }

  private static float[] times(float[] values, float factor) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = factor * values[i];
    }
    return out;
  }
}
