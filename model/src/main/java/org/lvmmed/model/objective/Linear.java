package org.lvmmed.model.objective;

/** x·W + b, with W in × out. */
final class Linear {

  private final HeadLayout.Block weight;
  private final HeadLayout.Block bias;

  Linear(HeadLayout layout, int in, int out) {
    weight = layout.reserve(in, out, in);
    bias = layout.reserve(1, out, in);
  }

  Matrix forward(Matrix x, double[] parameters) {
    Matrix y = x.times(weight.in(parameters));
    Matrix b = bias.in(parameters);
    for (int i = 0; i < y.rows; i++) {
      Matrix.addScaled(y.values, i * y.columns, b.values, 0, y.columns, 1);
    }
    return y;
  }

  /**
   * @return the gradient with respect to x; those of the parameters are added to {@code
   *     headGradient}
   */
  Matrix backward(Matrix x, Matrix dy, double[] parameters, double[] headGradient) {
    weight.add(headGradient, x.transposedTimes(dy));
    bias.add(headGradient, new Matrix(1, dy.columns, dy.columnSums()));
    return dy.timesTransposed(weight.in(parameters));
  }
}
