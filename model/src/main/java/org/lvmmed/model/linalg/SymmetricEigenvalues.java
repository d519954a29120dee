package org.lvmmed.model.linalg;

/**
 * All eigenvalues of a symmetric matrix: reduction to tridiagonal form by Householder reflections,
 * then QL iterations with implicit shifts (Golub and Van Loan, Matrix Computations, chapter 8).
 */
public final class SymmetricEigenvalues {

  private static final int MAX_ITERATIONS = 60;

  private final int n;
  private final double[] a;
  private final double[] diagonal;
  private final double[] beside;

  private SymmetricEigenvalues(Matrix matrix) {
    n = matrix.rows;
    a = matrix.values.clone();
    diagonal = new double[n];
    beside = new double[n];
  }

  /** In no particular order. */
  public static double[] of(Matrix symmetric) {
    SymmetricEigenvalues e = new SymmetricEigenvalues(symmetric);
    e.tridiagonalise();
    for (int k = 0; k < e.n; k++) {
      e.iterate(k);
    }
    return e.diagonal;
  }

  private void tridiagonalise() {
    for (int k = 0; k < n - 2; k++) {
      reflect(k);
    }
    for (int k = 0; k < n; k++) {
      diagonal[k] = a[k * n + k];
      beside[k] = k < n - 1 ? a[(k + 1) * n + k] : 0;
    }
  }

  /** Zeros column k below its subdiagonal: A ← H A H with H = I − 2vvᵀ/(vᵀv). */
  private void reflect(int k) {
    double[] v = new double[n];
    double norm = 0;
    for (int i = k + 1; i < n; i++) {
      v[i] = a[i * n + k];
      norm += v[i] * v[i];
    }
    double alpha = v[k + 1] > 0 ? -Math.sqrt(norm) : Math.sqrt(norm);
    double squared = 2 * (norm - v[k + 1] * alpha);
    if (squared <= 0) {
      return;
    }
    v[k + 1] -= alpha;
    applyReflection(k, v, squared);
  }

  /** A − vwᵀ − wvᵀ with w = p − (vᵀp/vᵀv)·v and p = 2Av/(vᵀv). */
  private void applyReflection(int k, double[] v, double squared) {
    double[] p = new double[n];
    double vp = 0;
    for (int i = k; i < n; i++) {
      for (int j = k + 1; j < n; j++) {
        p[i] += a[i * n + j] * v[j];
      }
      p[i] *= 2 / squared;
      vp += p[i] * v[i];
    }
    Matrix.addScaled(p, 0, v, 0, n, -vp / squared);
    for (int i = k; i < n; i++) {
      Matrix.addScaled(a, i * n + k, p, k, n - k, -v[i]);
      Matrix.addScaled(a, i * n + k, v, k, n - k, -p[i]);
    }
  }

  /** Rotates until the k-th value has split off. */
  private void iterate(int k) {
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      int end = k;
      while (end < n - 1 && !negligible(end)) {
        end++;
      }
      if (end == k) {
        return;
      }
      sweep(k, end);
    }
  }

  private boolean negligible(int i) {
    double scale = Math.abs(diagonal[i]) + Math.abs(diagonal[i + 1]);
    return Math.abs(beside[i]) <= Math.ulp(scale);
  }

  /** One implicit QL sweep with Wilkinson's shift, from row {@code end} up to row k. */
  private void sweep(int k, int end) {
    double half = (diagonal[k + 1] - diagonal[k]) / (2 * beside[k]);
    double root = Math.hypot(half, 1);
    double g = diagonal[end] - diagonal[k] + beside[k] / (half + Math.copySign(root, half));
    double sine = 1;
    double cosine = 1;
    double shifted = 0;
    for (int i = end - 1; i >= k; i--) {
      double f = sine * beside[i];
      double b = cosine * beside[i];
      double r = Math.hypot(f, g);
      beside[i + 1] = r;
      if (r == 0) {
        diagonal[i + 1] -= shifted;
        beside[end] = 0;
        return;
      }
      sine = f / r;
      cosine = g / r;
      double d = diagonal[i + 1] - shifted;
      double t = (diagonal[i] - d) * sine + 2 * cosine * b;
      shifted = sine * t;
      diagonal[i + 1] = d + shifted;
      g = cosine * t - b;
    }
    diagonal[k] -= shifted;
    beside[k] = g;
    beside[end] = 0;
  }
}
