package org.lvmmed.model.objective.embedding;

import java.util.Arrays;
import org.lvmmed.model.linalg.Matrix;

/**
 * The rows of first views, and those of second ones.
 *
 * @param first B rows
 * @param second as many
 */
public record ViewHalves(Matrix first, Matrix second) {

  /** Copies of the halves of a matrix of 2B rows. */
  public static ViewHalves of(Matrix both) {
    int rows = both.rows / 2;
    int length = rows * both.columns;
    return new ViewHalves(
        new Matrix(rows, both.columns, Arrays.copyOf(both.values, length)),
        new Matrix(rows, both.columns, Arrays.copyOfRange(both.values, length, 2 * length)));
  }

  /** Rows of second views where those of first ones were, and the other way round. */
  public static Matrix swapped(Matrix both) {
    ViewHalves halves = of(both);
    return new ViewHalves(halves.second, halves.first).joined();
  }

  /** Rows of first views, with as many zeros for second ones. */
  public static Matrix firstAlone(Matrix first) {
    return new ViewHalves(first, new Matrix(first.rows, first.columns)).joined();
  }

  /** The first rows, then the second ones. */
  public Matrix joined() {
    Matrix both = new Matrix(first.rows + second.rows, first.columns);
    System.arraycopy(first.values, 0, both.values, 0, first.values.length);
    System.arraycopy(second.values, 0, both.values, first.values.length, second.values.length);
    return both;
  }
}
