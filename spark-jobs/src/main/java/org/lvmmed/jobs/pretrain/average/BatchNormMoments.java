package org.lvmmed.jobs.pretrain.average;

import java.io.Serializable;
import java.util.List;
import org.lvmmed.model.network.ParameterTensor;
import org.lvmmed.model.network.StateLayout;

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
  public static BatchNormMoments of(StateLayout layout) {
    List<ParameterTensor> statistics = layout.statistics();
    int layers = statistics.size() / 2;
    int[] means = new int[layers];
    int[] variances = new int[layers];
    int[] lengths = new int[layers];
    for (int layer = 0; layer < layers; layer++) {
      means[layer] = statistics.get(2 * layer).offset();
      variances[layer] = statistics.get(2 * layer + 1).offset();
      lengths[layer] = statistics.get(2 * layer).length();
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
