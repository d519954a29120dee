package org.lvmmed.model.encoder;

import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Changes to a flat gradient before the optimiser sees it. */
final class FlatGradient {

  private FlatGradient() {}

  /**
   * Scales a gradient down to a largest norm (Pascanu et al., ICML 2013), in place.
   *
   * @param gradient flat, contiguous
   * @param tensors the parts that count and are scaled
   * @param largest norm; 0: no limit
   */
  static void clip(INDArray gradient, List<ParameterTensor> tensors, double largest) {
    if (largest == 0) {
      return;
    }
    FloatBuffer values = values(gradient);
    double norm = norm(values, tensors);
    if (norm > largest) {
      scale(values, tensors, (float) (largest / norm));
    }
  }

  /**
   * Zeroes parts of a gradient: Deeplearning4j's Adam takes a learning rate of 0 for a tiny one.
   *
   * @param gradient flat, contiguous
   */
  static void clear(INDArray gradient, List<ParameterTensor> tensors) {
    scale(values(gradient), tensors, 0);
  }

  private static FloatBuffer values(INDArray gradient) {
    return new FloatPointer(gradient.data().pointer()).capacity(gradient.length()).asBuffer();
  }

  private static double norm(FloatBuffer values, List<ParameterTensor> tensors) {
    double squares = 0;
    for (ParameterTensor tensor : tensors) {
      for (int i = tensor.offset(); i < tensor.end(); i++) {
        double value = values.get(i);
        squares += value * value;
      }
    }
    return Math.sqrt(squares);
  }

  private static void scale(FloatBuffer values, List<ParameterTensor> tensors, float factor) {
    for (ParameterTensor tensor : tensors) {
      for (int i = tensor.offset(); i < tensor.end(); i++) {
        values.put(i, values.get(i) * factor);
      }
    }
  }
}
