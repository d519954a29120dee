package org.lvmmed.model.objective.embedding;

import org.lvmmed.model.linalg.Matrix;

/** Cosines of embeddings with prototypes, and the way back for gradients. */
public final class Prototypes {

  private final UnitRows embeddings;
  private final UnitRows prototypes;
  private final Matrix scores;

  /**
   * @param embeddings N × F
   * @param prototypes K × F; what counts is their direction
   */
  public Prototypes(Matrix embeddings, Matrix prototypes) {
    this.embeddings = new UnitRows(embeddings);
    this.prototypes = new UnitRows(prototypes);
    this.scores = this.embeddings.unit.timesTransposed(this.prototypes.unit);
  }

  /** N × K. */
  public Matrix scores() {
    return scores;
  }

  /**
   * Those of other embeddings with the same prototypes.
   *
   * @param others M × F, of length 1
   * @return M × K
   */
  public Matrix scoresOf(Matrix others) {
    return others.timesTransposed(prototypes.unit);
  }

  /**
   * @param gradient with respect to the scores
   */
  public Matrix ofEmbeddings(Matrix gradient) {
    return embeddings.backward(gradient.times(prototypes.unit));
  }

  /**
   * @param gradient with respect to the scores
   */
  public Matrix ofPrototypes(Matrix gradient) {
    return prototypes.backward(gradient.transposedTimes(embeddings.unit));
  }
}
