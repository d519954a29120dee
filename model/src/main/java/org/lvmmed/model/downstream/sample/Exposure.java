package org.lvmmed.model.downstream.sample;

import org.lvmmed.model.view.Draws;

/** Random contrast and brightness of normalised images. */
public final class Exposure {

  private static final double CONTRAST = 1.25;
  private static final double BRIGHTNESS = 0.3;

  private Exposure() {}

  /** Changes part of an array; the amounts are in standard deviations of the normalisation. */
  public static void jitter(Draws draws, float[] values, int from, int to) {
    float factor = (float) Math.exp(draws.uniform(-1, 1) * Math.log(CONTRAST));
    float shift = (float) draws.uniform(-BRIGHTNESS, BRIGHTNESS);
    for (int i = from; i < to; i++) {
      values[i] = values[i] * factor + shift;
    }
  }
}
