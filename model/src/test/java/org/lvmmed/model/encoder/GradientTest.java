package org.lvmmed.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lvmmed.model.encoder.Encoder.FeatureObjective;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;

/**
 * The gradient with respect to the network's parameters against central differences of the loss.
 * Single parameters move a float loss too little to be seen, so each tensor is moved along its own
 * gradient: the slope must be the gradient's norm.
 */
class GradientTest {

  private static final int SIZE = 32;
  private static final int BATCH = 4;
  private static final double CHANGE_OF_LOSS = 1e-3;

  private final float[] images = Waves.images(BATCH, SIZE);

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void theSlopeAlongATensorsGradientIsItsNorm(Architecture architecture) {
    EncoderSettings settings = new EncoderSettings(architecture, SIZE, 8);
    try (Dl4jEncoder encoder = (Dl4jEncoder) Encoders.create(settings, 5)) {
      float[] gradient = encoder.gradient(images, BATCH, Waves.DISTANCE);
      for (ParameterTensor tensor : spotChecked(encoder)) {
        double norm = norm(gradient, tensor);
        double slope = slope(encoder, tensor, gradient, norm);
        assertThat(slope).as(tensor.name()).isCloseTo(norm, within(0.02 * norm));
      }
    }
  }

  private static List<ParameterTensor> spotChecked(Encoder encoder) {
    Set<String> names =
        Set.of(
            "conv1.weight",
            "layer1.0.bn1.bias",
            "layer2.0.conv2.weight",
            "layer3.0.downsample.0.weight",
            "layer4.1.bn2.weight");
    return encoder.parameterLayout().stream().filter(t -> names.contains(t.name())).toList();
  }

  private double slope(Dl4jEncoder encoder, ParameterTensor tensor, float[] gradient, double norm) {
    double step = CHANGE_OF_LOSS / norm;
    double up = lossMovedBy(encoder, tensor, gradient, step / norm);
    double down = lossMovedBy(encoder, tensor, gradient, -step / norm);
    return (up - down) / (2 * step);
  }

  private double lossMovedBy(
      Dl4jEncoder encoder, ParameterTensor tensor, float[] direction, double factor) {
    float[] start = encoder.parameters();
    float[] moved = start.clone();
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      moved[i] += (float) (factor * direction[i]);
    }
    encoder.setParameters(moved);
    double loss = loss(encoder);
    encoder.setParameters(start);
    return loss;
  }

  private double loss(Dl4jEncoder encoder) {
    double[] loss = new double[1];
    FeatureObjective listening =
        (features, gradient) -> loss[0] = Waves.DISTANCE.evaluate(features, gradient);
    encoder.gradient(images, BATCH, listening);
    return loss[0];
  }

  private static double norm(float[] gradient, ParameterTensor tensor) {
    double sum = 0;
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      sum += (double) gradient[i] * gradient[i];
    }
    return Math.sqrt(sum);
  }
}
