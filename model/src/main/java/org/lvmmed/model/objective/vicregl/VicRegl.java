package org.lvmmed.model.objective.vicregl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.embedding.EmbeddingHealth;
import org.lvmmed.model.objective.embedding.FiniteRows;
import org.lvmmed.model.objective.embedding.HeadLayers;
import org.lvmmed.model.objective.embedding.ViewHalves;
import org.lvmmed.model.objective.embedding.Widening;

/**
 * VICRegL (Bardes et al., NeurIPS 2022, equations 1 to 5): α {@link VicReg} of the views' pooled
 * embeddings, 2B × F, and (1 − α) that of the embeddings of positions that belong together by place
 * and of those that do by embedding, each the mean of both ways. Embeddings come from two MLPs of
 * three layers with batch norm and ReLU between, one on the pooled map and one on every position.
 */
final class VicRegl implements Objective {

  private static final int HIDDEN_LAYERS = 2;

  private final VicReglSettings settings;
  private final int channels;

  /**
   * @param channels D of the feature maps
   */
  VicRegl(VicReglSettings settings, int channels) {
    this.settings = settings;
    this.channels = channels;
  }

  /** Outputs: the embeddings of whole images, those of positions. */
  @Override
  public HeadGraph head(String map) {
    HeadLayers whole =
        new HeadLayers("projector", map, channels)
            .pooled()
            .normalised(HIDDEN_LAYERS, settings.width())
            .affine(settings.width());
    HeadLayers local =
        new HeadLayers("local", map, channels)
            .normalised(HIDDEN_LAYERS, settings.localWidth())
            .affine(settings.localWidth());
    List<NetworkNode> nodes = new ArrayList<>(whole.nodes());
    nodes.addAll(local.nodes());
    return new HeadGraph(nodes, List.of(whole.output(), local.output()));
  }

  @Override
  public ObjectiveResult evaluate(ObjectiveInput input) {
    PairBatch batch = input.batch();
    Matrix whole = Widening.matrix(input.outputs().values(0), input.images());
    Matrix local = PositionRows.of(input.outputs().values(1), batch.maps());
    Evaluated evaluated = evaluate(whole, local, batch);
    input.outputs().setGradient(0, Widening.floats(evaluated.ofWhole()));
    input.outputs().setGradient(1, PositionRows.back(evaluated.ofLocal(), batch.maps()));
    return evaluated.result();
  }

  /**
   * @param ofWhole gradient with respect to the embeddings of whole images
   * @param ofLocal gradient with respect to those of positions
   */
  record Evaluated(ObjectiveResult result, Matrix ofWhole, Matrix ofLocal) {}

  /**
   * @param whole one row a view
   * @param local one row a position
   */
  Evaluated evaluate(Matrix whole, Matrix local, PairBatch batch) {
    FiniteRows.require(whole);
    ViewHalves views = ViewHalves.of(whole);
    VicReg global = new VicReg(settings, views.first(), views.second());
    Matrix ofWhole = new ViewHalves(global.ofX(), global.ofY()).joined();
    for (int k = 0; k < ofWhole.values.length; k++) {
      ofWhole.values[k] *= settings.alpha();
    }
    Matrix ofLocal = new Matrix(local.rows, local.columns);
    double ofPlaces = local(local, batch, ofLocal);
    double loss = settings.alpha() * global.loss() + (1 - settings.alpha()) * ofPlaces;
    ObjectiveResult result =
        new ObjectiveResult(
            loss, EmbeddingHealth.of(whole), curves(global, ofPlaces), List.of(), Map.of());
    return new Evaluated(result, ofWhole, ofLocal);
  }

  private static Map<String, Double> curves(VicReg global, double ofPlaces) {
    return Map.of(
        VicReglKind.INVARIANCE,
        global.invariance(),
        VicReglKind.VARIANCE,
        global.variance(),
        VicReglKind.COVARIANCE,
        global.covariance(),
        VicReglKind.LOCAL,
        ofPlaces);
  }

  /** Adds the gradient of its share of the loss. */
  private double local(Matrix rows, PairBatch batch, Matrix gradient) {
    LocalPairs pairs = new LocalPairs(batch, rows, settings);
    List<LocalPairs.Pairs> all = new ArrayList<>(pairs.byPlace());
    all.addAll(pairs.byEmbedding());
    double loss = 0;
    for (LocalPairs.Pairs set : all) {
      VicReg local = new VicReg(settings, rows.select(set.x()), rows.select(set.y()));
      loss += local.loss() / 2;
      add(gradient, set.x(), local.ofX());
      add(gradient, set.y(), local.ofY());
    }
    return loss;
  }

  /** Half of it: each way counts for one half. */
  private void add(Matrix gradient, int[] rows, Matrix part) {
    for (int k = 0; k < part.values.length; k++) {
      part.values[k] *= (1 - settings.alpha()) / 2;
    }
    gradient.addRows(rows, part);
  }
}
