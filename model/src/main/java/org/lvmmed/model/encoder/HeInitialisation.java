package org.lvmmed.model.encoder;

import java.util.Arrays;
import java.util.Random;

/**
 * Starting values: convolutions normal with variance 2 / fan-out (He et al., "Delving Deep into
 * Rectifiers", ICCV 2015), batch norms the identity, the last of each block included.
 */
final class HeInitialisation {

  private HeInitialisation() {}

  /** Flat parameters; the same seed gives the same bits on every machine. */
  static float[] draw(ParameterLayout layout, long seed) {
    float[] parameters = new float[layout.length()];
    Random random = new Random(seed);
    for (ParameterTensor tensor : layout.tensors()) {
      if (tensor.isConvolution()) {
        drawConvolution(parameters, tensor, random);
      } else {
        Arrays.fill(parameters, tensor.offset(), tensor.end(), batchNormValue(tensor.name()));
      }
    }
    return parameters;
  }

  private static void drawConvolution(float[] parameters, ParameterTensor tensor, Random random) {
    int[] shape = tensor.shape();
    double fanOut = (double) shape[0] * shape[2] * shape[3];
    double deviation = Math.sqrt(2 / fanOut);
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      parameters[i] = (float) (deviation * random.nextGaussian());
    }
  }

  private static float batchNormValue(String name) {
    return name.endsWith(".weight") || name.endsWith(".running_var") ? 1 : 0;
  }
}
