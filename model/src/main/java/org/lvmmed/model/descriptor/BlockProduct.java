package org.lvmmed.model.descriptor;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** All dot products of the rows of two matrices, by the native matrix product. */
public final class BlockProduct {

  private BlockProduct() {}

  /**
   * @param a rows × length, row-major
   * @param b rows × length, row-major
   * @return rows of a × rows of b, in float: each off by up to length · 2⁻²⁴ for unit vectors
   */
  public static float[] of(float[] a, float[] b, int length) {
    try (INDArray left = matrix(a, length);
        INDArray right = matrix(b, length);
        INDArray products =
            Nd4j.createUninitialized(new long[] {a.length / length, b.length / length}, 'c')) {
      Nd4j.gemm(left, right, products, false, true, 1, 0);
      return products.data().asFloat();
    }
  }

  private static INDArray matrix(float[] values, int length) {
    return Nd4j.create(values, new long[] {values.length / length, length}, 'c');
  }
}
