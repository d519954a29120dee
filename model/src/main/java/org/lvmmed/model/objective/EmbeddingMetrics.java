package org.lvmmed.model.objective;

/**
 * Health of the embeddings of a batch.
 *
 * @param matchAccuracy share of images matched to their own other view: by the unperturbed solve,
 *     or for NT-Xent as the most similar among all other views of the batch
 * @param cosZ mean cosine of the two views' z
 * @param cosZHat mean cosine of the two views' ẑ, after message passing
 * @param embeddingStd standard deviation of the L2-normalised ẑ over the batch, mean over
 *     dimensions, times √F: near 1 when healthy, 0 when all images look the same
 * @param effectiveRank of the L2-normalised, centred ẑ: exponential of the entropy of its
 *     normalised singular values (Roy and Vetterli, 2007); at most F
 */
public record EmbeddingMetrics(
    double matchAccuracy, double cosZ, double cosZHat, double embeddingStd, double effectiveRank) {

  static EmbeddingMetrics of(double matchAccuracy, Matrix z, Matrix zHat) {
    Matrix centred = centred(new UnitRows(zHat).unit);
    return new EmbeddingMetrics(
        matchAccuracy,
        positiveCosine(z),
        positiveCosine(zHat),
        std(centred),
        effectiveRank(centred));
  }

  /** Rows b and B + b are the two views of image b. */
  private static double positiveCosine(Matrix embeddings) {
    Matrix unit = new UnitRows(embeddings).unit;
    int pairs = unit.rows / 2;
    double sum = 0;
    for (int b = 0; b < pairs; b++) {
      sum += unit.dot(b, unit, pairs + b);
    }
    return sum / pairs;
  }

  private static Matrix centred(Matrix unit) {
    double[] sums = unit.columnSums();
    Matrix centred = unit.copy();
    for (int i = 0; i < unit.rows; i++) {
      Matrix.addScaled(centred.values, i * unit.columns, sums, 0, unit.columns, -1.0 / unit.rows);
    }
    return centred;
  }

  private static double std(Matrix centred) {
    double sum = 0;
    double[] norms = centred.transposed().norms();
    for (double norm : norms) {
      sum += norm / Math.sqrt(centred.rows);
    }
    return sum / norms.length * Math.sqrt(norms.length);
  }

  private static double effectiveRank(Matrix centred) {
    boolean tall = centred.rows >= centred.columns;
    Matrix gram = tall ? centred.transposedTimes(centred) : centred.timesTransposed(centred);
    double[] singular = SymmetricEigenvalues.of(gram);
    double total = 0;
    for (int k = 0; k < singular.length; k++) {
      singular[k] = Math.sqrt(Math.max(0, singular[k]));
      total += singular[k];
    }
    double entropy = 0;
    for (double s : singular) {
      entropy -= s > 0 ? s / total * Math.log(s / total) : 0;
    }
    return total > 0 ? Math.exp(entropy) : 0;
  }
}
