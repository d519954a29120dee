package org.lvmmed.model.objective.redundancy;

import java.util.List;
import java.util.Map;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.embedding.BatchNorm;
import org.lvmmed.model.objective.embedding.EmbeddingHealth;
import org.lvmmed.model.objective.embedding.FiniteRows;
import org.lvmmed.model.objective.embedding.HeadLayers;
import org.lvmmed.model.objective.embedding.ViewHalves;
import org.lvmmed.model.objective.embedding.Widening;

/**
 * Barlow Twins (Zbontar et al., ICML 2021, equations 1 and 2): Σ_i (1 − C_ii)² + λ Σ_{i≠j} C_ij²
 * with C = ẑ₁ᵀẑ₂ / B, F × F, where ẑ₁ and ẑ₂ are the B × F embeddings of each view, of mean 0 and
 * variance 1 over the batch. They come from an MLP D → F → F → F with batch norm and ReLU between.
 */
final class BarlowTwins implements Objective {

  private final BarlowTwinsSettings settings;
  private final int channels;

  /**
   * @param channels D of the feature maps
   */
  BarlowTwins(BarlowTwinsSettings settings, int channels) {
    this.settings = settings;
    this.channels = channels;
  }

  /** Output: the embeddings. */
  @Override
  public HeadGraph head(String map) {
    HeadLayers layers =
        new HeadLayers("projector", map, channels)
            .pooled()
            .normalised(2, settings.width())
            .affine(settings.width());
    return new HeadGraph(layers.nodes(), List.of(layers.output()));
  }

  @Override
  public ObjectiveResult evaluate(ObjectiveInput input) {
    Evaluated evaluated = evaluate(Widening.matrix(input.outputs().values(0), input.images()));
    input.outputs().setGradient(0, Widening.floats(evaluated.gradient()));
    return evaluated.result();
  }

  /**
   * @param gradient of the loss with respect to the embeddings
   */
  record Evaluated(ObjectiveResult result, Matrix gradient) {}

  /**
   * @param z one row a view
   */
  Evaluated evaluate(Matrix z) {
    FiniteRows.require(z);
    ViewHalves views = ViewHalves.of(z);
    BatchNorm first = new BatchNorm(views.first());
    BatchNorm second = new BatchNorm(views.second());
    CrossCorrelation correlation = new CrossCorrelation(first.output, second.output);
    Matrix slope = correlation.gradient(settings.lambda());
    Matrix ofFirst = scaled(second.output.timesTransposed(slope));
    Matrix ofSecond = scaled(first.output.times(slope));
    ViewHalves gradient = new ViewHalves(first.backward(ofFirst), second.backward(ofSecond));
    ObjectiveResult result =
        new ObjectiveResult(
            correlation.loss(settings.lambda()),
            EmbeddingHealth.of(z),
            correlation.curves(),
            List.of(),
            Map.of());
    return new Evaluated(result, gradient.joined());
  }

  /** C is a mean over the batch. */
  private static Matrix scaled(Matrix gradient) {
    for (int k = 0; k < gradient.values.length; k++) {
      gradient.values[k] /= gradient.rows;
    }
    return gradient;
  }
}
