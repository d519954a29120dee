package org.lvmmed.model.linalg;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

/** The products that are large enough to be worth a library: OpenBLAS, in single precision. */
public final class MatrixProduct {

  private MatrixProduct() {}

  /**
   * A·Bᵀ: all dot products of the rows of two matrices.
   *
   * @param a rows × inner, row-major
   * @param b columns × inner, row-major
   * @return rows × columns, row-major; each off by up to inner · 2⁻²⁴ for unit vectors
   */
  public static float[] timesTransposed(float[] a, int rows, float[] b, int columns, int inner) {
    float[] c = new float[rows * columns];
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasTrans,
        rows,
        columns,
        inner,
        1f,
        a,
        inner,
        b,
        inner,
        0f,
        c,
        columns);
    return c;
  }
}
