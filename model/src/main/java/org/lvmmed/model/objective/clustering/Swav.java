package org.lvmmed.model.objective.clustering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Weights;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.embedding.EmbeddingHealth;
import org.lvmmed.model.objective.embedding.FiniteRows;
import org.lvmmed.model.objective.embedding.HeadLayers;
import org.lvmmed.model.objective.embedding.Prototypes;
import org.lvmmed.model.objective.embedding.Softmax;
import org.lvmmed.model.objective.embedding.SwappedPrediction;
import org.lvmmed.model.objective.embedding.ViewHalves;
import org.lvmmed.model.objective.embedding.Widening;

/**
 * SwAV (Caron et al., NeurIPS 2020, equations 1 to 4): the code of a large view is predicted from
 * another view, −Σ_k q_k log softmax(z·c_k / τ), mean over the ordered pairs. Codes come of {@link
 * Sinkhorn} over the worker's batch and take no gradient. Embeddings z, 2B × F, are of length 1, as
 * are the K × F prototypes c: what the paper does after each step by scaling them is done here
 * where they are used, and gradients pass through it.
 */
final class Swav implements Objective {

  private static final String PROTOTYPES = HeadGraph.PREFIX + "prototypes";

  private final SwavSettings settings;
  private final int channels;

  /**
   * @param channels D of the feature maps
   */
  Swav(SwavSettings settings, int channels) {
    this.settings = settings;
    this.channels = channels;
  }

  /** Outputs: the embeddings, the prototypes. */
  @Override
  public HeadGraph head(String map) {
    HeadLayers layers =
        new HeadLayers("projector", map, channels)
            .pooled()
            .normalised(1, settings.hidden())
            .affine(settings.width());
    List<NetworkNode> nodes = new ArrayList<>(layers.nodes());
    nodes.add(
        new NetworkNode(
            PROTOTYPES, List.of(), new Weights(settings.prototypes(), settings.width())));
    return new HeadGraph(nodes, List.of(layers.output(), PROTOTYPES));
  }

  @Override
  public ObjectiveResult evaluate(ObjectiveInput input) {
    Matrix embeddings = Widening.matrix(input.outputs().values(0), input.images());
    Matrix prototypes = Widening.matrix(input.outputs().values(1), settings.prototypes());
    Evaluated evaluated = evaluate(embeddings, prototypes, input.smallFirst());
    input.outputs().setGradient(0, Widening.floats(evaluated.ofEmbeddings()));
    if (input.progress().epoch() >= settings.frozenEpochs()) {
      input.outputs().setGradient(1, Widening.floats(evaluated.ofPrototypes()));
    }
    return evaluated.result();
  }

  /**
   * @param ofEmbeddings gradient with respect to the embeddings
   * @param ofPrototypes gradient with respect to the prototypes
   */
  record Evaluated(ObjectiveResult result, Matrix ofEmbeddings, Matrix ofPrototypes) {}

  /**
   * @param embeddings one row a view
   * @param prototypes one row each
   * @param secondAlone whether second views alone give codes
   */
  Evaluated evaluate(Matrix embeddings, Matrix prototypes, boolean secondAlone) {
    FiniteRows.require(embeddings);
    Prototypes scored = new Prototypes(embeddings, prototypes);
    Matrix codes = codes(scored.scores(), secondAlone);
    SwappedPrediction prediction =
        new SwappedPrediction(scored.scores(), codes, settings.temperature());
    Matrix gradient = prediction.gradient();
    ObjectiveResult result =
        new ObjectiveResult(
            prediction.loss(),
            EmbeddingHealth.of(embeddings),
            curves(scored.scores(), codes),
            List.of(),
            Map.of());
    return new Evaluated(result, scored.ofEmbeddings(gradient), scored.ofPrototypes(gradient));
  }

  /** Each kind of view shares out the prototypes among its own. */
  private Matrix codes(Matrix scores, boolean secondAlone) {
    ViewHalves views = ViewHalves.of(scores);
    Matrix second = codes(views.second());
    return secondAlone ? second : new ViewHalves(codes(views.first()), second).joined();
  }

  private Matrix codes(Matrix scores) {
    return Sinkhorn.codes(scores, settings.epsilon(), settings.iterations());
  }

  private Map<String, Double> curves(Matrix scores, Matrix codes) {
    Matrix predictions = Softmax.rows(scores, settings.temperature());
    return Map.of(
        SwavKind.USE,
        Softmax.meanEntropy(Softmax.mean(predictions)),
        SwavKind.CODES,
        Softmax.meanEntropy(codes));
  }
}
