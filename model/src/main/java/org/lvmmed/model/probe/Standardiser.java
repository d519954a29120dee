package org.lvmmed.model.probe;

/** Subtracts each feature's training mean and divides by its training standard deviation. */
final class Standardiser {

  /** Features that do not vary carry nothing: dividing by this leaves them near 0. */
  private static final double FLOOR = 1e-6;

  private final double[] mean;
  private final double[] deviation;

  Standardiser(float[][] train) {
    int dimensions = train[0].length;
    mean = new double[dimensions];
    deviation = new double[dimensions];
    for (float[] row : train) {
      for (int d = 0; d < dimensions; d++) {
        mean[d] += row[d] / train.length;
      }
    }
    for (float[] row : train) {
      for (int d = 0; d < dimensions; d++) {
        deviation[d] += (row[d] - mean[d]) * (row[d] - mean[d]) / train.length;
      }
    }
    for (int d = 0; d < dimensions; d++) {
      deviation[d] = Math.sqrt(deviation[d]) + FLOOR;
    }
  }

  float[][] apply(float[][] rows) {
    float[][] standard = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      standard[i] = new float[mean.length];
      for (int d = 0; d < mean.length; d++) {
        standard[i][d] = (float) ((rows[i][d] - mean[d]) / deviation[d]);
      }
    }
    return standard;
  }
}
