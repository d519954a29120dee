package org.lvmmed.model.descriptor;

import java.util.Arrays;

/** How alike two described images are, from −1 to 1; an image is 1 alike to itself. */
public final class Similarities {

  private Similarities() {}

  /** Cosine of the global vectors. */
  public static double global(ImageDescriptor a, ImageDescriptor b) {
    return global(a.global(), 0, b.global(), 0, a.global().length);
  }

  /** Cosine of two unit vectors that lie inside larger arrays. */
  public static double global(float[] a, int aOffset, float[] b, int bOffset, int length) {
    return Vectors.dot(a, aOffset, b, bOffset, length);
  }

  /** See {@link #local(float[], int, float[], int, int, int)}. */
  public static double local(ImageDescriptor a, ImageDescriptor b) {
    return local(a.cells(), 0, b.cells(), 0, a.cellCount(), a.cellDimensions());
  }

  /**
   * Each cell's best cosine with any cell of the other image, averaged over the cells of both:
   * parts may lie elsewhere in the other image. O(cells² × dimensions).
   *
   * @param a cells × dimensions from {@code aOffset} on, each of unit length
   * @param b likewise
   */
  public static double local(
      float[] a, int aOffset, float[] b, int bOffset, int cells, int dimensions) {
    double[] bestOfB = new double[cells];
    Arrays.fill(bestOfB, Double.NEGATIVE_INFINITY);
    double sumOfA = 0;
    for (int p = 0; p < cells; p++) {
      double bestOfA = Double.NEGATIVE_INFINITY;
      for (int q = 0; q < cells; q++) {
        double cosine =
            Vectors.dot(a, aOffset + p * dimensions, b, bOffset + q * dimensions, dimensions);
        bestOfA = Math.max(bestOfA, cosine);
        bestOfB[q] = Math.max(bestOfB[q], cosine);
      }
      sumOfA += bestOfA;
    }
    return (sumOfA + Arrays.stream(bestOfB).sum()) / (2.0 * cells);
  }
}
