package org.lvmmed.model.objective.embedding;

import org.jspecify.annotations.Nullable;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.DivergenceException;

/** z: what a projector gives for each view, batch-normalised where that is asked for. */
public final class Embeddings {

  private final @Nullable BatchNorm norm;
  private final Matrix z;

  /**
   * @param projected one row a view
   * @throws DivergenceException where a row holds NaN or infinity
   */
  public Embeddings(Matrix projected, ProjectorSettings settings) {
    FiniteRows.require(projected);
    norm = settings.norm() == ProjectorSettings.Norm.BATCH ? new BatchNorm(projected) : null;
    z = norm == null ? projected : norm.output;
  }

  /** One row a view. */
  public Matrix z() {
    return z;
  }

  /**
   * @return the gradient with respect to what was projected
   */
  public Matrix backward(Matrix dz) {
    return norm == null ? dz : norm.backward(dz);
  }
}
