package org.lvmmed.model.encoder;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A task network on Deeplearning4j. All native work runs on the network's own thread. */
final class Dl4jTaskNetwork implements TaskNetwork {

  private final Confinement thread = new Confinement("task-network");
  private final FeatureNetwork network;
  private final ParameterLayout layout;
  private final int channels;

  Dl4jTaskNetwork(Supplier<ComputationGraphConfiguration> configuration, int channels) {
    this.channels = channels;
    thread.run(NativeThreads::limit);
    network = thread.call(() -> FeatureNetwork.of(configuration.get()));
    layout = ParameterLayout.of(network);
  }

  ParameterLayout layout() {
    return layout;
  }

  @Override
  public float[][] outputs(float[] images, int batch, int rows, int columns) {
    long[] shape = shape(images, batch, rows, columns);
    return thread.call(() -> network.outputs(images, shape));
  }

  @Override
  public double step(
      float[] images, int batch, int rows, int columns, Rates rates, OutputsObjective objective) {
    long[] shape = shape(images, batch, rows, columns);
    return thread.call(
        () -> {
          double loss = network.differentiate(images, shape, objective);
          if (Double.isFinite(loss)) {
            prepare(network.getFlattenedGradients(), rates);
            network.update(rates::of, batch);
          }
          return loss;
        });
  }

  /** ∂loss/∂parameters, without a step. Entries of batch-norm statistics are not gradients. */
  float[] gradient(float[] images, int batch, int rows, int columns, OutputsObjective objective) {
    long[] shape = shape(images, batch, rows, columns);
    return thread.call(
        () -> {
          network.differentiate(images, shape, objective);
          return Floats.copyOf(network.getFlattenedGradients());
        });
  }

  private void prepare(INDArray gradient, Rates rates) {
    List<ParameterTensor> trained = tensors(tensor -> rates.of(tensor.name()) > 0);
    List<ParameterTensor> fixed = tensors(tensor -> rates.of(tensor.name()) == 0);
    FlatGradient.clear(gradient, fixed);
    FlatGradient.clip(gradient, trained, rates.clipNorm());
  }

  private List<ParameterTensor> tensors(Predicate<ParameterTensor> wanted) {
    return layout.tensors().stream()
        .filter(tensor -> !tensor.isStatistic())
        .filter(wanted)
        .toList();
  }

  private long[] shape(float[] images, int batch, int rows, int columns) {
    long expected = (long) batch * channels * rows * columns;
    if (batch < 1 || images.length != expected) {
      throw new IllegalArgumentException(
          "A batch of %d inputs of %d×%d×%d has %d values, not %d"
              .formatted(batch, channels, rows, columns, expected, images.length));
    }
    return new long[] {batch, channels, rows, columns};
  }

  @Override
  public float[] parameters() {
    return thread.call(() -> Floats.copyOf(network.params()));
  }

  @Override
  public void setParameters(float[] parameters) {
    if (parameters.length != layout.length()) {
      throw new IllegalArgumentException(
          "The parameters of a task network have %d values, not %d"
              .formatted(layout.length(), parameters.length));
    }
    thread.run(() -> Floats.overwrite(network.params(), parameters));
  }

  @Override
  public void close() {
    thread.close(network::release);
  }
}
