package org.lvmmed.model.objective.embedding;

import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.linalg.SymmetricEigenvalues;
import org.lvmmed.model.objective.EmbeddingMetrics;

/** Measures embeddings: whether images are still told apart. */
public final class EmbeddingHealth {

  private EmbeddingHealth() {}

  /**
   * @param matchAccuracy share of images whose other view was found
   * @param z one row a view, all first views before all second ones
   * @param compared what the loss compares: z, or what was made of it; same rows
   */
  public static EmbeddingMetrics of(double matchAccuracy, Matrix z, Matrix compared) {
    Matrix centred = centred(new UnitRows(compared).unit);
    return new EmbeddingMetrics(
        matchAccuracy, positiveCosine(z), std(centred), effectiveRank(centred));
  }

  /**
   * For a loss that matches nothing itself: the share of views whose nearest view of the other kind
   * is that of the same image.
   *
   * @param z one row a view, all first views before all second ones
   */
  public static EmbeddingMetrics of(Matrix z) {
    return of(retrieved(z), z, z);
  }

  private static double retrieved(Matrix z) {
    int pairs = z.rows / 2;
    Matrix cosines =
        new UnitRows(ViewHalves.of(z).first())
            .unit.timesTransposed(new UnitRows(ViewHalves.of(z).second()).unit);
    int hits = 0;
    for (int b = 0; b < pairs; b++) {
      double positive = cosines.values[b * pairs + b];
      boolean ofFirst = true;
      boolean ofSecond = true;
      for (int other = 0; other < pairs; other++) {
        ofFirst &= cosines.values[b * pairs + other] <= positive;
        ofSecond &= cosines.values[other * pairs + b] <= positive;
      }
      hits += (ofFirst ? 1 : 0) + (ofSecond ? 1 : 0);
    }
    return hits / (2.0 * pairs);
  }

  /** Mean cosine of the two views of an image: of rows b and B + b. */
  public static double positiveCosine(Matrix embeddings) {
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
