package org.lvmmed.model.objective.clustering;

import java.util.ArrayList;
import java.util.Arrays;
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
import org.lvmmed.model.objective.embedding.EmbeddingQueue;
import org.lvmmed.model.objective.embedding.FiniteRows;
import org.lvmmed.model.objective.embedding.HeadLayers;
import org.lvmmed.model.objective.embedding.Prototypes;
import org.lvmmed.model.objective.embedding.Softmax;
import org.lvmmed.model.objective.embedding.SwappedPrediction;
import org.lvmmed.model.objective.embedding.UnitRows;
import org.lvmmed.model.objective.embedding.ViewHalves;
import org.lvmmed.model.objective.embedding.Widening;

/**
 * SwAV (Caron et al., NeurIPS 2020, equations 1 to 4): the code of a large view is predicted from
 * another view, −Σ_k q_k log softmax(z·c_k / τ), mean over the ordered pairs. Codes come of {@link
 * Sinkhorn} over the worker's batch, and a queue of embeddings before it where there is one, and
 * take no gradient. The paper has a queue for each view; here one holds both, since both views are
 * drawn alike. Embeddings z, 2B × F, are of length 1, as are the K × F prototypes c: what the paper
 * does after each step by scaling them is done here where they are used, and gradients pass through
 * it.
 */
final class Swav implements Objective {

  private static final String PROTOTYPES = HeadGraph.PREFIX + "prototypes";

  private final SwavSettings settings;
  private final int channels;
  private final EmbeddingQueue queue;

  /**
   * @param channels D of the feature maps
   */
  Swav(SwavSettings settings, int channels) {
    this.settings = settings;
    this.channels = channels;
    this.queue = new EmbeddingQueue(settings.queue(), settings.width());
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
  public float[] ownState() {
    return settings.queue() == 0 ? new float[0] : queue.state();
  }

  @Override
  public void setOwnState(float[] state) {
    queue.setState(state);
  }

  @Override
  public ObjectiveResult evaluate(ObjectiveInput input) {
    Matrix embeddings = Widening.matrix(input.outputs().values(0), input.images());
    Matrix prototypes = Widening.matrix(input.outputs().values(1), settings.prototypes());
    boolean queued = input.progress().epoch() >= settings.queueFromEpoch();
    Matrix earlier = queued ? queue.rows() : new Matrix(0, settings.width());
    Evaluated evaluated = evaluate(embeddings, prototypes, earlier, input.smallFirst());
    if (!input.smallFirst() && settings.queue() > 0) {
      queue.add(new UnitRows(embeddings).unit);
    }
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
   * @param earlier embeddings of length 1 that share the prototypes with those of the batch
   * @param secondAlone whether second views alone give codes
   */
  Evaluated evaluate(Matrix embeddings, Matrix prototypes, Matrix earlier, boolean secondAlone) {
    FiniteRows.require(embeddings);
    Prototypes scored = new Prototypes(embeddings, prototypes);
    Matrix codes = codes(scored.scores(), scored.scoresOf(earlier), secondAlone);
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

  /** Each kind of view shares out the prototypes among its own and the earlier ones. */
  private Matrix codes(Matrix scores, Matrix earlier, boolean secondAlone) {
    ViewHalves views = ViewHalves.of(scores);
    Matrix second = codes(views.second(), earlier);
    return secondAlone ? second : new ViewHalves(codes(views.first(), earlier), second).joined();
  }

  private Matrix codes(Matrix scores, Matrix earlier) {
    Matrix all = new Matrix(earlier.rows + scores.rows, scores.columns);
    System.arraycopy(earlier.values, 0, all.values, 0, earlier.values.length);
    System.arraycopy(scores.values, 0, all.values, earlier.values.length, scores.values.length);
    Matrix codes = Sinkhorn.codes(all, settings.epsilon(), settings.iterations());
    int from = earlier.values.length;
    return new Matrix(
        scores.rows,
        scores.columns,
        Arrays.copyOfRange(codes.values, from, from + scores.values.length));
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
