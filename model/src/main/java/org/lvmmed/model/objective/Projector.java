package org.lvmmed.model.objective;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** h: linear layers with ReLU between them, then batch normalisation where it is asked for. */
final class Projector {

  private final List<Linear> layers = new ArrayList<>();
  private final boolean normalised;

  Projector(ProjectorSettings settings, int channels, HeadLayout layout) {
    boolean deep = settings.kind() == ProjectorSettings.Kind.MLP;
    if (deep) {
      layers.add(new Linear(layout, channels, settings.hidden()));
    }
    layers.add(new Linear(layout, deep ? settings.hidden() : channels, settings.width()));
    normalised = settings.norm() == ProjectorSettings.Norm.BATCH;
  }

  Pass forward(Matrix pooled, double[] parameters) {
    return new Pass(pooled, parameters);
  }

  /** One application, kept for its gradient. */
  final class Pass {

    private final double[] parameters;
    private final List<Matrix> inputs = new ArrayList<>();
    private final @Nullable BatchNorm norm;
    private final Matrix z;

    private Pass(Matrix pooled, double[] parameters) {
      this.parameters = parameters;
      Matrix x = pooled;
      for (int l = 0; l < layers.size(); l++) {
        inputs.add(l == 0 ? x : x.rectified());
        x = layers.get(l).forward(inputs.get(l), parameters);
      }
      norm = normalised ? new BatchNorm(x) : null;
      z = norm == null ? x : norm.output;
    }

    /** Embeddings, one row an image. */
    Matrix z() {
      return z;
    }

    /**
     * @return the gradient with respect to the pooled features; that of the parameters is added to
     *     {@code headGradient}
     */
    Matrix backward(Matrix dz, double[] headGradient) {
      Matrix d = norm == null ? dz : norm.backward(dz);
      for (int l = layers.size() - 1; l >= 0; l--) {
        d = layers.get(l).backward(inputs.get(l), d, parameters, headGradient);
        d = l == 0 ? d : d.whereActive(inputs.get(l));
      }
      return d;
    }
  }
}
