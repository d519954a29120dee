package org.lvmmed.model.objective;

/** The one product that is large enough to be worth a library. */
interface Gemm {

  /**
   * A·Bᵀ in single precision.
   *
   * @param a rows × inner, row-major
   * @param b columns × inner, row-major
   * @return rows × columns, row-major
   */
  float[] timesTransposed(float[] a, int rows, float[] b, int columns, int inner);
}
