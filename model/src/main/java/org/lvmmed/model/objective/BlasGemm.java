package org.lvmmed.model.objective;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

/** The OpenBLAS that ND4J brings. */
final class BlasGemm implements Gemm {

  @Override
  public float[] timesTransposed(float[] a, int rows, float[] b, int columns, int inner) {
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
