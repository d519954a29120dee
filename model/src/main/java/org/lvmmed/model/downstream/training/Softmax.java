package org.lvmmed.model.downstream.training;

/** exp(x_k) / Σ exp(x_j). */
public final class Softmax {

  private Softmax() {}

  /**
   * Over the planes of one image.
   *
   * @param logits classes × area
   */
  public static float[][] planes(float[] logits, int classes) {
    int area = logits.length / classes;
    float[][] out = new float[classes][area];
    for (int i = 0; i < area; i++) {
      double[] row = new double[classes];
      for (int k = 0; k < classes; k++) {
        row[k] = logits[k * area + i];
      }
      inPlace(row);
      for (int k = 0; k < classes; k++) {
        out[k][i] = (float) row[k];
      }
    }
    return out;
  }

  public static void inPlace(double[] row) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : row) {
      max = Math.max(max, value);
    }
    double total = 0;
    for (int k = 0; k < row.length; k++) {
      row[k] = Math.exp(row[k] - max);
      total += row[k];
    }
    for (int k = 0; k < row.length; k++) {
      row[k] /= total;
    }
  }
}
