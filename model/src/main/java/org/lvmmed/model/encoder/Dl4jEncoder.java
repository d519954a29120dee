package org.lvmmed.model.encoder;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An encoder on Deeplearning4j. All native work runs on the encoder's own thread. */
final class Dl4jEncoder implements Encoder {

  private static final int IMAGE_CHANNELS = 3;

  private final EncoderSettings settings;
  private final Confinement thread = new Confinement("encoder");
  private final FeatureNetwork network;
  private final ParameterLayout layout;

  Dl4jEncoder(EncoderSettings settings) {
    this.settings = settings;
    thread.run(NativeThreads::limit);
    network = thread.call(() -> FeatureNetwork.of(Dl4jGraph.of(settings)));
    layout = ParameterLayout.of(network);
  }

  @Override
  public EncoderSettings settings() {
    return settings;
  }

  @Override
  public MapShape mapShape(int rows, int columns) {
    return new MapShape(
        settings.architecture().features(),
        ResNet.mapExtent(settings, rows),
        ResNet.mapExtent(settings, columns));
  }

  @Override
  public float[] features(float[] images, int batch, int rows, int columns) {
    check(images, batch, rows, columns);
    long[] shape = {batch, IMAGE_CHANNELS, rows, columns};
    return thread.call(() -> network.outputs(images, shape)[0]);
  }

  @Override
  public double step(float[] images, int batch, double learningRate, FeatureObjective objective) {
    return thread.call(
        () -> {
          double loss = differentiate(images, batch, objective);
          network.update(layer -> learningRate, batch);
          return loss;
        });
  }

  /** ∂loss/∂parameters, without a step. Entries of batch-norm statistics are not gradients. */
  float[] gradient(float[] images, int batch, FeatureObjective objective) {
    return thread.call(
        () -> {
          differentiate(images, batch, objective);
          return Floats.copyOf(network.getFlattenedGradients());
        });
  }

  private double differentiate(float[] images, int batch, FeatureObjective objective) {
    int size = settings.inputSize();
    check(images, batch, size, size);
    return network.differentiate(
        images,
        new long[] {batch, IMAGE_CHANNELS, size, size},
        (outputs, gradients) -> objective.evaluate(outputs[0], gradients[0]));
  }

  private static void check(float[] images, int batch, int rows, int columns) {
    if (Math.min(rows, columns) < EncoderSettings.SMALLEST_INPUT) {
      throw new IllegalArgumentException(
          "Images of %d×%d pixels are too small for an encoder (at least 32×32)"
              .formatted(rows, columns));
    }
    long expected = (long) batch * IMAGE_CHANNELS * rows * columns;
    if (batch < 1 || images.length != expected) {
      throw new IllegalArgumentException(
          "A batch of %d images of 3×%d×%d has %d values, not %d"
              .formatted(batch, rows, columns, expected, images.length));
    }
  }

  @Override
  public float[] parameters() {
    return thread.call(() -> Floats.copyOf(network.params()));
  }

  @Override
  public void setParameters(float[] parameters) {
    checkLength("parameters", layout.length(), parameters);
    thread.run(() -> Floats.overwrite(network.params(), parameters));
  }

  @Override
  public float[] updaterState() {
    return thread.call(() -> Floats.copyOf(network.getUpdater().getStateViewArray()));
  }

  @Override
  public void setUpdaterState(float[] state) {
    thread.run(
        () -> {
          INDArray view = network.getUpdater().getStateViewArray();
          float[] values = state.length == 0 ? new float[Math.toIntExact(view.length())] : state;
          checkLength("optimiser state", Math.toIntExact(view.length()), values);
          Floats.overwrite(view, values);
        });
  }

  private void checkLength(String what, int expected, float[] values) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "The %s of a %s have %d values, not %d: they belong to another architecture"
              .formatted(what, settings.architecture().torchName(), expected, values.length));
    }
  }

  @Override
  public int iteration() {
    return network.getIterationCount();
  }

  @Override
  public void setIteration(int iteration) {
    network.setIterationCount(iteration);
  }

  @Override
  public BatchNormLayout batchNormLayout() {
    return layout.batchNorms();
  }

  @Override
  public List<ParameterTensor> parameterLayout() {
    return layout.tensors();
  }

  @Override
  public void close() {
    thread.close(network::release);
  }
}
