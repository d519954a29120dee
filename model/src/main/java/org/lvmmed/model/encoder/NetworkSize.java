package org.lvmmed.model.encoder;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.lvmmed.model.encoder.NetworkNode.BatchNorm;
import org.lvmmed.model.encoder.NetworkNode.Convolution;
import org.lvmmed.model.encoder.NetworkNode.MaxPool;

/**
 * How large an encoder is, counted from its nodes.
 *
 * @param parameters batch-norm statistics included
 * @param activations values of all nodes' outputs for one image of a training view's size
 */
public record NetworkSize(long parameters, long activations) {

  /** Gain, bias, mean and variance of a channel. */
  private static final int PER_CHANNEL = 4;

  public static NetworkSize of(EncoderSettings settings) {
    Map<String, Map3> shapes = new HashMap<>();
    shapes.put(ResNet.INPUT, new Map3(3, settings.inputSize()));
    long parameters = 0;
    long activations = 0;
    for (NetworkNode node : ResNet.nodes(settings)) {
      Map3 shape = output(node, Objects.requireNonNull(shapes.get(node.inputs().get(0))));
      shapes.put(node.name(), shape);
      activations += (long) shape.channels() * shape.extent() * shape.extent();
      parameters += parameters(node);
    }
    return new NetworkSize(parameters, activations);
  }

  private record Map3(int channels, int extent) {}

  private static Map3 output(NetworkNode node, Map3 input) {
    if (node.operation() instanceof Convolution c) {
      return new Map3(c.outputs(), (input.extent() - 1) / c.stride() + 1);
    }
    if (node.operation() instanceof MaxPool pool) {
      return new Map3(input.channels(), (input.extent() - 1) / pool.stride() + 1);
    }
    return input;
  }

  private static long parameters(NetworkNode node) {
    if (node.operation() instanceof Convolution c) {
      return (long) c.inputs() * c.outputs() * c.kernel() * c.kernel();
    }
    return node.operation() instanceof BatchNorm norm ? (long) PER_CHANNEL * norm.channels() : 0;
  }
}
