package org.lvmmed.model.objective.contrastive;

import java.util.List;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.objective.EmbeddingMetrics;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.embedding.EmbeddingHealth;
import org.lvmmed.model.objective.embedding.Embeddings;
import org.lvmmed.model.objective.embedding.ProjectorHead;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.objective.embedding.UnitRows;
import org.lvmmed.model.objective.embedding.Widening;

/**
 * The normalised, temperature-scaled cross-entropy of SimCLR (Chen et al., ICML 2020, equation 1)
 * with the other 2B − 2 views of the batch as negatives.
 */
final class SimClr implements Objective {

  private final double temperature;
  private final ProjectorSettings projector;
  private final int channels;

  /**
   * @param channels D of the feature maps
   */
  SimClr(SimClrSettings settings, int channels) {
    this.temperature = settings.temperature();
    this.projector = settings.projector();
    this.channels = channels;
  }

  /** Output: the embeddings. */
  @Override
  public HeadGraph head(String map) {
    return new HeadGraph(
        ProjectorHead.nodes(projector, map, channels), List.of(ProjectorHead.output(projector)));
  }

  @Override
  public ObjectiveResult evaluate(ObjectiveInput input) {
    Evaluated evaluated = evaluate(Widening.matrix(input.outputs().values(0), input.images()));
    input.outputs().setGradient(0, Widening.floats(evaluated.gradient()));
    return evaluated.result();
  }

  /**
   * @param gradient of the loss with respect to what was projected
   */
  record Evaluated(ObjectiveResult result, Matrix gradient) {}

  /**
   * @param projected one row a view
   */
  Evaluated evaluate(Matrix projected) {
    Embeddings embeddings = new Embeddings(projected, projector);
    UnitRows rows = new UnitRows(embeddings.z());
    Contrast contrast = new Contrast(rows.unit, temperature);
    Matrix gradient = embeddings.backward(rows.backward(contrast.gradient()));
    EmbeddingMetrics metrics =
        EmbeddingHealth.of(contrast.accuracy(), embeddings.z(), embeddings.z());
    return new Evaluated(ObjectiveResult.of(contrast.loss(), metrics), gradient);
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
