package org.lvmmed.model.network.torch;

import org.bytedeco.pytorch.Tensor;

/** Cosines of the rows of one stack of matrices with those of another, with gradient. */
final class PairCosines {

  private final UnitVectors left;
  private final UnitVectors right;

  /**
   * @param left G × L × F
   * @param right G × R × F
   */
  PairCosines(Tensor left, Tensor right) {
    this.left = UnitVectors.of(left);
    this.right = UnitVectors.of(right);
  }

  /** G × L × R. */
  Tensor values() {
    return left.unit().bmm(right.unit().transpose(1, 2));
  }

  /** Of Σ weights ∘ cosines: G × L × F. */
  Tensor leftGradient(Tensor weights) {
    return left.backward(weights.bmm(right.unit()));
  }

  /** Of Σ weights ∘ cosines: G × R × F. */
  Tensor rightGradient(Tensor weights) {
    return right.backward(weights.transpose(1, 2).bmm(left.unit()));
  }
}
