package org.lvmmed.model.objective.matching;

import org.jspecify.annotations.Nullable;
import org.lvmmed.model.linalg.Matrix;

/**
 * The affinities by matrix products: position cosines in single precision through a BLAS, all else
 * in double; gradients visit only what a matching touches.
 */
final class FastAffinities implements Affinities {

  private final AffinitySettings settings;

  FastAffinities(AffinitySettings settings) {
    this.settings = settings;
  }

  @Override
  public Pass forward(GraphViews graph) {
    return new FastPass(graph);
  }

  private final class FastPass implements Pass {

    private final CosineMatrix global;
    private final EdgeCosines edges;
    private final @Nullable LocalSimilarity local;

    FastPass(GraphViews graph) {
      global = new CosineMatrix(graph.source(), graph.target());
      edges = new EdgeCosines(graph);
      local = settings.local() ? new LocalSimilarity(graph, settings) : null;
    }

    @Override
    public double[] vertex() {
      double[] vertex = local == null ? new double[global.values.values.length] : local.values();
      for (int k = 0; k < vertex.length; k++) {
        vertex[k] = settings.alpha() * global.values.values[k] + (1 - settings.alpha()) * vertex[k];
      }
      return vertex;
    }

    @Override
    public double[] edge() {
      return edges.values();
    }

    @Override
    public void backward(
        double[] vertexGradient,
        double[] edgeGradient,
        Matrix sourceGradient,
        Matrix targetGradient) {
      global.backward(scaled(vertexGradient, settings.alpha()), sourceGradient, targetGradient);
      edges.backward(edgeGradient, sourceGradient, targetGradient);
      if (local != null) {
        local.backward(scaled(vertexGradient, 1 - settings.alpha()).values);
      }
    }

    private Matrix scaled(double[] gradient, double factor) {
      Matrix out = new Matrix(global.values.rows, global.values.columns);
      Matrix.addScaled(out.values, 0, gradient, 0, gradient.length, factor);
      return out;
    }
  }
}
