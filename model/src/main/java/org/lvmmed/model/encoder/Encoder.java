package org.lvmmed.model.encoder;

import java.io.Serializable;
import java.util.List;

/**
 * A trainable image encoder f: images (B×3×H×W) → feature map y (B×D×R×S). The only door to the
 * network library: what lies behind it could be another engine. All arrays are row-major (C order).
 * Not safe for use by several threads at once.
 */
public interface Encoder extends AutoCloseable {

  EncoderSettings settings();

  /** Shape of the feature map for images of the given size. */
  MapShape mapShape(int rows, int columns);

  /**
   * Inference with running batch-norm statistics.
   *
   * @param images B×3×rows×columns, normalised
   * @return B×D×R×S
   */
  float[] features(float[] images, int batch, int rows, int columns);

  /**
   * One optimiser step: forward in training mode, the objective's gradient with respect to y,
   * backward, update. The gradient is used as given, without division by the batch.
   *
   * @param images B×3×size×size, where size is {@link EncoderSettings#inputSize()}
   * @param learningRate the rate of this step; schedules live with the caller
   * @return what the objective returned
   */
  double step(float[] images, int batch, double learningRate, FeatureObjective objective);

  /** All parameters, batch-norm statistics included, as one flat array (a copy). */
  float[] parameters();

  /** Overwrites all parameters. */
  void setParameters(float[] parameters);

  /**
   * The optimiser's moments as one flat array (a copy), without entries for batch-norm statistics;
   * all zero before the first step.
   */
  float[] updaterState();

  /** Overwrites the whole state; an empty array stands for a fresh optimiser. */
  void setUpdaterState(float[] state);

  /** Steps taken, which the optimiser's bias correction depends on. */
  int iteration();

  void setIteration(int iteration);

  /** The names and places of the flat parameters' tensors, in order and without gaps. */
  List<ParameterTensor> parameterLayout();

  /** Where the flat parameters hold batch-norm statistics, which averaging must treat apart. */
  BatchNormLayout batchNormLayout();

  @Override
  void close();

  /** Gives loss and gradient for a feature map. */
  @FunctionalInterface
  interface FeatureObjective {
    /**
     * @param y B×D×R×S
     * @param gradient to be filled with ∂loss/∂y, same shape
     * @return the loss
     */
    double evaluate(float[] y, float[] gradient);
  }

  /** Channels, rows and columns of a feature map. */
  record MapShape(int channels, int rows, int columns) implements Serializable {
    public int positions() {
      return rows * columns;
    }
  }

  /**
   * Ranges [offset, offset + length) of the flat parameters that hold running means, each with the
   * range of its variances.
   */
  record BatchNormLayout(int[] meanOffsets, int[] varianceOffsets, int[] lengths) {}
}
