package org.lvmmed.model.network.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.lvmmed.model.network.ParameterTensor;
import org.lvmmed.model.network.Rates;
import org.lvmmed.model.network.StateLayout;

/**
 * Adam (Kingma and Ba, 2015) on flat tensors, as PyTorch has it: the gradient of all weights, their
 * moments, and the step.
 */
final class TorchAdam implements AutoCloseable {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final Tensor weights;
  private final int count;
  private final int headStart;
  private final Tensor gradient;
  private final Tensor first;
  private final Tensor second;

  TorchAdam(StateLayout layout, TorchState state, HostCopies host) {
    this.weights = state.weights();
    this.count = layout.weightCount();
    this.headStart =
        layout.weights().stream()
            .filter(ParameterTensor::isHead)
            .mapToInt(ParameterTensor::offset)
            .findFirst()
            .orElse(count);
    this.gradient = host.zeros(count);
    this.first = host.zeros(count);
    this.second = host.zeros(count);
    state.collectGradients(gradient);
  }

  Tensor gradient() {
    return gradient;
  }

  Tensor first() {
    return first;
  }

  Tensor second() {
    return second;
  }

  void clearGradient() {
    try (NoGradGuard guard = new NoGradGuard()) {
      gradient.zero_();
    }
  }

  /**
   * One step along the gradient.
   *
   * @param iteration of this step, from 1
   */
  void step(Rates rates, int iteration) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      clip(rates);
      if (rates.encoder() == rates.head()) {
        step(0, count, rates.head(), iteration);
      } else {
        step(0, headStart, rates.encoder(), iteration);
        step(headStart, count, rates.head(), iteration);
      }
    }
  }

  private void clip(Rates rates) {
    if (rates.clipNorm() > 0) {
      int from = rates.encoder() > 0 ? 0 : headStart;
      int to = rates.head() > 0 ? count : headStart;
      Tensor trained = gradient.narrow(0, from, to - from);
      double norm = trained.norm().item_double();
      if (norm > rates.clipNorm()) {
        trained.mul_(new Scalar(rates.clipNorm() / norm));
      }
    }
  }

  private void step(int from, int to, double rate, int iteration) {
    if (rate == 0 || from == to) {
      return;
    }
    int length = to - from;
    Tensor g = gradient.narrow(0, from, length);
    Tensor m = first.narrow(0, from, length);
    Tensor v = second.narrow(0, from, length);
    m.lerp_(g, new Scalar(1 - BETA1));
    v.mul_(new Scalar(BETA2)).addcmul_(g, g, new Scalar(1 - BETA2));
    double root = Math.sqrt(1 - Math.pow(BETA2, iteration));
    Tensor size = v.sqrt().div_(new Scalar(root)).add_(new Scalar(EPSILON));
    double factor = -rate / (1 - Math.pow(BETA1, iteration));
    weights.narrow(0, from, length).addcdiv_(m, size, new Scalar(factor));
  }

  @Override
  public void close() {
    gradient.close();
    first.close();
    second.close();
  }
}
