package org.lvmmed.model.objective;

import java.util.List;

/**
 * The normalised, temperature-scaled cross-entropy of SimCLR (Chen et al., ICML 2020, equation 1)
 * with the other 2B − 2 views of the batch as negatives.
 */
final class NtXent implements Objective {

  private final double temperature;
  private final HeadLayout layout = new HeadLayout();
  private final Projector projector;

  NtXent(double temperature, ProjectorSettings projection, int channels) {
    this.temperature = temperature;
    this.projector = new Projector(projection, channels, layout);
  }

  @Override
  public int parameters() {
    return layout.size();
  }

  @Override
  public double[] initialParameters(long seed) {
    return layout.initial(seed);
  }

  @Override
  public double lambdaFactor() {
    return 0;
  }

  /** Nothing is matched, so there is no λ. */
  @Override
  public void setLambdaFactor(double beta) {}

  @Override
  public ObjectiveResult evaluate(FeatureMaps maps, PairBatch batch, double[] parameters) {
    Projector.Pass projected = projector.forward(Pooling.average(maps), parameters);
    UnitRows rows = new UnitRows(projected.z());
    Contrast contrast = new Contrast(rows.unit, temperature);
    Matrix dz = rows.backward(contrast.gradient());
    double[] headGradient = new double[parameters.length];
    Pooling.backward(projected.backward(dz, headGradient), maps);
    return new ObjectiveResult(
        contrast.loss(),
        headGradient,
        EmbeddingMetrics.of(contrast.accuracy(), projected.z(), projected.z()),
        List.of());
  }

  /** Softmax over the similarities of each view to all others; row b's positive is row b ± B. */
  private static final class Contrast {

    private final Matrix unit;
    private final double temperature;
    private final Matrix residual;
    private double loss;
    private int hits;

    Contrast(Matrix unit, double temperature) {
      this.unit = unit;
      this.temperature = temperature;
      residual = unit.timesTransposed(unit);
      for (int i = 0; i < unit.rows; i++) {
        softmax(i, (i + unit.rows / 2) % unit.rows);
      }
    }

    /** Turns row i of similarities into softmax minus one-hot. */
    private void softmax(int i, int positive) {
      int n = residual.columns;
      double[] s = residual.values;
      double similarity = s[i * n + positive];
      double max = largestOther(i);
      hits += similarity >= max ? 1 : 0;
      double sum = 0;
      for (int j = i * n; j < (i + 1) * n; j++) {
        s[j] = j == i * n + i ? 0 : Math.exp((s[j] - max) / temperature);
        sum += s[j];
      }
      loss += (Math.log(sum) - (similarity - max) / temperature) / n;
      for (int j = i * n; j < (i + 1) * n; j++) {
        s[j] /= sum;
      }
      s[i * n + positive] -= 1;
    }

    private double largestOther(int i) {
      double max = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < residual.columns; j++) {
        max = j == i ? max : Math.max(max, residual.values[i * residual.columns + j]);
      }
      return max;
    }

    double loss() {
      return loss;
    }

    double accuracy() {
      return (double) hits / unit.rows;
    }

    /** With respect to the unit rows, each of which is both anchor and other. */
    Matrix gradient() {
      Matrix gradient = residual.times(unit).add(residual.transposedTimes(unit));
      for (int k = 0; k < gradient.values.length; k++) {
        gradient.values[k] /= temperature * unit.rows;
      }
      return gradient;
    }
  }
}
