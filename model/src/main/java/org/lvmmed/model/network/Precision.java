package org.lvmmed.model.network;

/** What a network computes in ({@code encoder.precision}). */
public enum Precision {
  /** Everything in float32. */
  FLOAT32,
  /**
   * Convolutions in bfloat16; weights, statistics, the optimiser and all that heads end in stay in
   * float32.
   */
  BFLOAT16
}
