package org.lvmmed.model.network.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Vectors along the last axis scaled to length 1, and the way back for gradients. Norms are floored
 * at 1e-8, so that a zero vector has cosine 0 with everything, and zero gradient.
 *
 * @param unit of the vectors' shape
 * @param norms of that shape but for a last axis of 1, floored
 */
record UnitVectors(Tensor unit, Tensor norms) {

  private static final double FLOOR = 1e-8;

  static UnitVectors of(Tensor vectors) {
    Tensor norms = norms(vectors);
    return new UnitVectors(vectors.div(norms), norms);
  }

  /** The same in the place of vectors that nobody else needs. */
  static UnitVectors inPlace(Tensor vectors) {
    Tensor norms = norms(vectors);
    return new UnitVectors(vectors.div_(norms), norms);
  }

  private static Tensor norms(Tensor vectors) {
    return vectors
        .norm(new ScalarOptional(new Scalar(2.0)), new long[] {vectors.dim() - 1}, true)
        .clamp_min_(new Scalar(FLOOR));
  }

  /**
   * From the gradient g with respect to the unit vectors u to that of the vectors: (g −
   * (g·u)u)/norm.
   */
  Tensor backward(Tensor gradient) {
    Tensor along =
        gradient.mul(unit).sum(new long[] {unit.dim() - 1}, true, new ScalarTypeOptional());
    return backward(gradient, along);
  }

  /**
   * The same in the gradient's place.
   *
   * @param along g·u, of the norms' shape
   */
  Tensor backward(Tensor gradient, Tensor along) {
    Tensor inverse = norms.reciprocal().masked_fill_(norms.le(new Scalar(FLOOR)), new Scalar(0.0));
    return gradient.addcmul_(unit, along, new Scalar(-1.0)).mul_(inverse);
  }
}
