package org.lvmmed.jobs.pretrain.average;

import java.io.Serializable;
import java.util.List;
import org.lvmmed.model.network.ParameterTensor;
import org.lvmmed.model.pretrain.TrainedLayout;

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

  /** For a state of this layout, where a layer's variance follows its mean. */
  public static BatchNormMoments of(TrainedLayout layout) {
    List<ParameterTensor> statistics = layout.network().statistics();
    int layers = statistics.size() / 2;
    int networks = layout.followed() ? 2 : 1;
    int[] means = new int[networks * layers];
    int[] variances = new int[networks * layers];
    int[] lengths = new int[networks * layers];
    for (int i = 0; i < means.length; i++) {
      int layer = i % layers;
      int base = i < layers ? 0 : layout.following();
      means[i] = base + statistics.get(2 * layer).offset();
      variances[i] = base + statistics.get(2 * layer + 1).offset();
      lengths[i] = statistics.get(2 * layer).length();
    }
    return new BatchNormMoments(means, variances, lengths);
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
