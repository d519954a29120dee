package org.lvmmed.model.downstream.training;

import org.lvmmed.model.view.Draws;

/** Which samples each step takes: one random order after the other, each sample once in each. */
public final class SampleOrder {

  private static final long PURPOSE = Draws.key("sample-order");

  private final long seed;
  private final int samples;
  private long round = -1;
  private int[] order = {};

  public SampleOrder(long seed, int samples) {
    this.seed = seed;
    this.samples = samples;
  }

  /**
   * The samples of a step.
   *
   * @param step from 0
   */
  public int[] batch(int step, int size) {
    int[] picked = new int[size];
    for (int i = 0; i < size; i++) {
      long place = (long) step * size + i;
      picked[i] = orderOf(place / samples)[(int) (place % samples)];
    }
    return picked;
  }

  private int[] orderOf(long wanted) {
    if (wanted != round) {
      round = wanted;
      order = Draws.of(seed, PURPOSE, wanted).permutation(samples);
    }
    return order;
  }
}
