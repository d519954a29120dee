package org.lvmmed.model.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.objective.Samples;

class MatrixTest {

  @Test
  void productsEqualTheirDefinition() {
    Matrix a = Samples.matrix(1, 5, 7);
    Matrix b = Samples.matrix(2, 7, 6);
    Matrix expected = new Matrix(5, 6);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 6; j++) {
        for (int k = 0; k < 7; k++) {
          expected.values[i * 6 + j] += a.values[i * 7 + k] * b.values[k * 6 + j];
        }
      }
    }
    assertClose(a.times(b), expected);
    assertClose(a.transposed().transposedTimes(b), expected);
    assertClose(a.timesTransposed(b.transposed()), expected);
  }

  @Test
  void eigenvaluesOfARandomMatrixHaveItsPowersTraces() {
    Matrix r = Samples.matrix(4, 30, 30);
    Matrix symmetric = r.copy().add(r.transposed());
    double[] values = SymmetricEigenvalues.of(symmetric);
    double trace = 0;
    for (int i = 0; i < 30; i++) {
      trace += symmetric.values[31 * i];
    }
    assertThat(Arrays.stream(values).sum()).isEqualTo(trace, within(1e-10));
    double squares = Arrays.stream(symmetric.values).map(v -> v * v).sum();
    assertThat(Arrays.stream(values).map(v -> v * v).sum()).isEqualTo(squares, within(1e-9));
    double cubes = trace(symmetric.times(symmetric).times(symmetric));
    assertThat(Arrays.stream(values).map(v -> v * v * v).sum()).isEqualTo(cubes, within(1e-8));
  }

  private static double trace(Matrix m) {
    double trace = 0;
    for (int i = 0; i < m.rows; i++) {
      trace += m.values[i * m.columns + i];
    }
    return trace;
  }

  @Test
  void eigenvaluesOfAPathAreKnownInClosedForm() {
    int n = 9;
    Matrix path = new Matrix(n, n);
    for (int i = 0; i + 1 < n; i++) {
      path.values[i * n + i + 1] = 1;
      path.values[(i + 1) * n + i] = 1;
    }
    double[] values = SymmetricEigenvalues.of(path);
    Arrays.sort(values);
    for (int k = 0; k < n; k++) {
      double expected = -2 * Math.cos(Math.PI * (k + 1) / (n + 1));
      assertThat(values[k]).isEqualTo(expected, within(1e-12));
    }
  }

  private static void assertClose(Matrix actual, Matrix expected) {
    assertThat(actual.rows).isEqualTo(expected.rows);
    assertThat(actual.columns).isEqualTo(expected.columns);
    for (int i = 0; i < expected.values.length; i++) {
      assertThat(actual.values[i]).isEqualTo(expected.values[i], within(1e-12));
    }
  }
}
