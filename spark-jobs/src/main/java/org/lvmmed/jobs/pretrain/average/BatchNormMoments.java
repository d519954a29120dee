package org.lvmmed.jobs.pretrain.average;

import java.io.Serializable;
import java.util.Arrays;
import org.lvmmed.model.encoder.Encoder.BatchNormLayout;

/**
 * Running variances cannot be averaged as they are: the variance of a union is the mean of E[x²]
 * less the squared mean of E[x]. So workers send E[x²], and the average is turned back.
 *
 * @param means offset of each layer's running means in the vector
 * @param variances offset of its running variances
 * @param lengths channels of each layer
 */
public record BatchNormMoments(int[] means, int[] variances, int[] lengths)
    implements Serializable {

  /** For an encoder whose parameters start the vector. */
  public static BatchNormMoments of(BatchNormLayout layout) {
    return new BatchNormMoments(layout.meanOffsets(), layout.varianceOffsets(), layout.lengths());
  }

  /**
   * Whether each of a vector's first values is a statistic.
   *
   * @param length number of values
   */
  boolean[] places(int length) {
    boolean[] places = new boolean[length];
    for (int layer = 0; layer < lengths.length; layer++) {
      Arrays.fill(places, means[layer], means[layer] + lengths[layer], true);
      Arrays.fill(places, variances[layer], variances[layer] + lengths[layer], true);
    }
    return places;
  }

  /** Turns variances into E[x²], in place. */
  public void toMoments(float[] values) {
    change(values, 1);
  }

  /** Turns E[x²] into variances, in place. */
  public void toVariances(float[] values) {
    change(values, -1);
  }

  /** Adds or takes away the squared mean. */
  private void change(float[] values, int sign) {
    for (int layer = 0; layer < lengths.length; layer++) {
      for (int i = 0; i < lengths[layer]; i++) {
        double mean = values[means[layer] + i];
        double second = values[variances[layer] + i] + sign * mean * mean;
        values[variances[layer] + i] = (float) Math.max(0, second);
      }
    }
  }
}
