package org.lvmmed.model.objective.contrastive;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.objective.Momentum;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.embedding.EmbeddingHealth;
import org.lvmmed.model.objective.embedding.EmbeddingQueue;
import org.lvmmed.model.objective.embedding.Embeddings;
import org.lvmmed.model.objective.embedding.ProjectorHead;
import org.lvmmed.model.objective.embedding.UnitRows;
import org.lvmmed.model.objective.embedding.ViewHalves;
import org.lvmmed.model.objective.embedding.Widening;

/**
 * MoCo v2 (He et al., CVPR 2020, equation 1; Chen et al., 2020): −log of the softmax of q·k⁺ / τ
 * over k⁺ and the keys of a queue. Queries q, B × F a view, come from the trained network, keys
 * from one that follows it by momentum; both have length 1. Keys take no gradient, and join the
 * queue after the step, the oldest going out.
 */
final class MoCo implements Objective {

  private final MoCoSettings settings;
  private final int channels;
  private final EmbeddingQueue queue;

  /**
   * @param channels D of the feature maps
   */
  MoCo(MoCoSettings settings, int channels) {
    this.settings = settings;
    this.channels = channels;
    this.queue = new EmbeddingQueue(settings.queue(), settings.projector().width());
  }

  /** Output: the queries. */
  @Override
  public HeadGraph head(String map) {
    return new HeadGraph(
        ProjectorHead.nodes(settings.projector(), map, channels),
        List.of(ProjectorHead.output(settings.projector())));
  }

  @Override
  public Optional<Momentum> momentum() {
    return Optional.of(progress -> settings.momentum());
  }

  @Override
  public float[] ownState() {
    return queue.state();
  }

  @Override
  public void setOwnState(float[] state) {
    queue.setState(state);
  }

  @Override
  public ObjectiveResult evaluate(ObjectiveInput input) {
    Matrix queries = Widening.matrix(input.outputs().values(0), input.images());
    Matrix ahead = Widening.matrix(input.momentum().values()[0], input.momentum().views());
    Matrix keys = new UnitRows(new Embeddings(ahead, settings.projector()).z()).unit;
    Evaluated evaluated = evaluate(queries, keys, input.smallFirst());
    input.outputs().setGradient(0, Widening.floats(evaluated.gradient()));
    if (!input.smallFirst()) {
      queue.add(settings.bothWays() ? keys : ViewHalves.of(keys).second());
    }
    return evaluated.result();
  }

  /**
   * @param gradient of the loss with respect to the queries before they have length 1
   */
  record Evaluated(ObjectiveResult result, Matrix gradient) {}

  /**
   * @param queries one row a view
   * @param keys of length 1; of both views, or of second ones alone
   * @param secondAlone whether keys are of second views alone
   */
  Evaluated evaluate(Matrix queries, Matrix keys, boolean secondAlone) {
    Embeddings embeddings = new Embeddings(queries, settings.projector());
    UnitRows rows = new UnitRows(embeddings.z());
    boolean bothWays = settings.bothWays() && !secondAlone;
    Matrix ofSecond = secondAlone ? keys : ViewHalves.of(keys).second();
    QueueContrast contrast =
        bothWays
            ? contrast(rows.unit, ViewHalves.swapped(keys))
            : contrast(ViewHalves.of(rows.unit).first(), ofSecond);
    Matrix gradient = bothWays ? contrast.gradient() : ViewHalves.firstAlone(contrast.gradient());
    ObjectiveResult result =
        new ObjectiveResult(
            contrast.loss(),
            EmbeddingHealth.of(embeddings.z()),
            Map.of(MoCoKind.ACCURACY, contrast.accuracy(), MoCoKind.FILLED, queue.share()),
            List.of(),
            Map.of());
    return new Evaluated(result, embeddings.backward(rows.backward(gradient)));
  }

  private QueueContrast contrast(Matrix queries, Matrix keys) {
    return new QueueContrast(queries, keys, queue.rows(), settings.temperature());
  }
}
