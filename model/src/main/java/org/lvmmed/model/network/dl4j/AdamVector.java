package org.lvmmed.model.network.dl4j;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Flat parameters with their gradients and Adam's moments (Kingma and Ba, 2015), in the order that
 * Deeplearning4j has them.
 */
final class AdamVector {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  final INDArray parameters;
  final INDArray gradient;
  final INDArray first;
  final INDArray second;

  /** Takes arrays of one length, which it changes. */
  AdamVector(INDArray parameters, INDArray gradient) {
    this.parameters = parameters.reshape(parameters.length());
    this.gradient = gradient.reshape(gradient.length());
    this.first = Nd4j.create(this.parameters.dataType(), this.parameters.length());
    this.second = Nd4j.create(this.parameters.dataType(), this.parameters.length());
  }

  static AdamVector ofZeros(int length) {
    return new AdamVector(Nd4j.create(length), Nd4j.create(length));
  }

  /** Turns the gradients of a range into the step to take away, in place. */
  void toStep(int from, int to, double rate, int iteration) {
    // PyTorch adds ε after the second moment's correction, this operation before it.
    double epsilon = EPSILON * Math.sqrt(1 - Math.pow(BETA2, iteration));
    Nd4j.exec(
        new AdamUpdater(
            range(gradient, from, to),
            range(second, from, to),
            range(first, from, to),
            rate,
            BETA1,
            BETA2,
            epsilon,
            iteration - 1));
  }

  /** Leaves a range as it is. */
  void toNoStep(int from, int to) {
    range(gradient, from, to).assign(0);
  }

  /** Takes the steps: those of weights, and what moves the statistics. */
  void apply() {
    parameters.subi(gradient);
  }

  /** Σ g² of a range, in double. */
  double squares(int from, int to) {
    float[] values = new float[to - from];
    new FloatPointer(gradient.data().pointer()).position(from).get(values);
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }

  void scale(int from, int to, double factor) {
    range(gradient, from, to).muli(factor);
  }

  private static INDArray range(INDArray vector, int from, int to) {
    return vector.get(NDArrayIndex.interval(from, to));
  }

  void close() {
    first.close();
    second.close();
  }
}
