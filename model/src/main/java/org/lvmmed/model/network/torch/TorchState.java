package org.lvmmed.model.network.torch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.lvmmed.model.network.ParameterTensor;
import org.lvmmed.model.network.StateLayout;

/**
 * A network's weights and statistics as flat tensors. Each named weight is a view of the first, so
 * that the optimiser, averaging and checkpoints see single vectors.
 */
final class TorchState implements AutoCloseable {

  private static final int CONVOLUTION_RANK = 4;

  private final StateLayout layout;
  private final HostCopies host;
  private final boolean channelsLast;
  private final Tensor weights;
  private final Tensor statistics;
  private final Map<String, Tensor> named = new HashMap<>();

  /**
   * @param channelsLast whether convolutions lie in memory as outputs, rows, columns, inputs
   */
  TorchState(StateLayout layout, HostCopies host, boolean channelsLast) {
    this.layout = layout;
    this.host = host;
    this.channelsLast = channelsLast;
    try (PointerScope scope = new PointerScope()) {
      weights = host.zeros(layout.weightCount());
      statistics = host.zeros(statisticCount());
      layout.weights().forEach(tensor -> named.put(tensor.name(), leaf(tensor)));
      layout.statistics().forEach(tensor -> named.put(tensor.name(), statistic(tensor)));
    }
  }

  private int statisticCount() {
    return layout.parameterCount() - layout.weightCount();
  }

  /** A weight that autograd takes for one of its own. */
  private Tensor leaf(ParameterTensor tensor) {
    Tensor leaf = HostCopies.kept(view(weights, tensor, tensor.offset()).detach());
    leaf.set_requires_grad(true);
    return leaf;
  }

  private Tensor statistic(ParameterTensor tensor) {
    return HostCopies.kept(view(statistics, tensor, tensor.offset() - layout.weightCount()));
  }

  private Tensor view(Tensor flat, ParameterTensor tensor, long offset) {
    long[] shape = shape(tensor);
    return flat.as_strided(shape, strides(shape), new LongOptional(offset));
  }

  private static long[] shape(ParameterTensor tensor) {
    return Arrays.stream(tensor.shape()).asLongStream().toArray();
  }

  private long[] strides(long[] shape) {
    if (channelsLast && shape.length == CONVOLUTION_RANK) {
      return new long[] {shape[1] * shape[2] * shape[3], 1, shape[3] * shape[1], shape[1]};
    }
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return strides;
  }

  /** A weight or statistic by its name in the layout. */
  Tensor get(String name) {
    Tensor tensor = named.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("No tensor " + name + " in the network");
    }
    return tensor;
  }

  Tensor weights() {
    return weights;
  }

  /** Moves the weights towards another state's of the same layout. */
  void follow(TorchState other, double momentum) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      weights.lerp_(other.weights, new Scalar(1 - momentum));
    }
  }

  /** Has autograd add each weight's gradient to its part of a vector. */
  void collectGradients(Tensor gradient) {
    try (PointerScope scope = new PointerScope()) {
      for (ParameterTensor tensor : layout.weights()) {
        get(tensor.name()).mutable_grad().put(view(gradient, tensor, tensor.offset()));
      }
    }
  }

  float[] statistics() {
    float[] values = new float[statisticCount()];
    host.read(statistics, values, 0, values.length);
    return values;
  }

  void setStatistics(float[] values, int from) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      statistics.copy_(host.tensor(values, from, statisticCount()));
    }
  }

  /** Weights and statistics, to the beginning of an array. */
  void readParameters(float[] values) {
    readWeights(weights, values, 0);
    host.read(statistics, values, layout.weightCount(), statisticCount());
  }

  void writeParameters(float[] values) {
    writeWeights(weights, values, 0);
    setStatistics(values, layout.weightCount());
  }

  /** A vector of one value a weight, in C order whatever lies in memory. */
  void readWeights(Tensor flat, float[] values, int base) {
    if (!channelsLast) {
      host.read(flat, values, base, layout.weightCount());
      return;
    }
    for (ParameterTensor tensor : layout.weights()) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        Tensor view = view(flat, tensor, tensor.offset());
        host.read(view, values, base + tensor.offset(), tensor.length());
      }
    }
  }

  void writeWeights(Tensor flat, float[] values, int base) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      if (!channelsLast) {
        flat.copy_(host.tensor(values, base, layout.weightCount()));
        return;
      }
      for (ParameterTensor tensor : layout.weights()) {
        Tensor view = view(flat, tensor, tensor.offset());
        Tensor given = host.tensor(values, base + tensor.offset(), tensor.length());
        view.copy_(given.view(shape(tensor)));
      }
    }
  }

  @Override
  public void close() {
    named.values().forEach(Tensor::close);
    weights.close();
    statistics.close();
  }
}
