package org.lvmmed.model.objective.embedding;

import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.DivergenceException;

/** Refuses embeddings that are not numbers any more. */
public final class FiniteRows {

  private FiniteRows() {}

  /**
   * @param rows one a view
   * @throws DivergenceException where a row holds NaN or infinity
   */
  public static void require(Matrix rows) {
    for (int view = 0; view < rows.rows; view++) {
      if (!Double.isFinite(rows.dot(view, rows, view))) {
        throw new DivergenceException(
            "Training diverged: the embedding of image %d in the batch is not finite (start anew with a lower pretrain.learning-rate)"
                .formatted(view));
      }
    }
  }
}
