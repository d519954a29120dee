package org.lvmmed.model.objective.distillation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Weights;
import org.lvmmed.model.objective.Momentum;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.Progress;
import org.lvmmed.model.objective.embedding.EmbeddingHealth;
import org.lvmmed.model.objective.embedding.FiniteRows;
import org.lvmmed.model.objective.embedding.HeadLayers;
import org.lvmmed.model.objective.embedding.Prototypes;
import org.lvmmed.model.objective.embedding.Softmax;
import org.lvmmed.model.objective.embedding.SwappedPrediction;
import org.lvmmed.model.objective.embedding.Widening;

/**
 * DINO (Caron et al., ICCV 2021, algorithm 1): cross-entropy of the student's softmax(s / τ) of one
 * view against the teacher's softmax((t − c) / τ_t) of another, mean over the ordered pairs of a
 * large view for the teacher and another view for the student. Scores s and t, 2B × K, are cosines
 * of embeddings, 2B × F, with prototypes, K × F. The teacher follows the student by momentum, and c
 * follows the mean of its scores. Embeddings come from an MLP with GELU between.
 */
final class Dino implements Objective {

  private static final String PROTOTYPES = HeadGraph.PREFIX + "prototypes";

  private final DinoSettings settings;
  private final int channels;
  private float[] centre;

  /**
   * @param channels D of the feature maps
   */
  Dino(DinoSettings settings, int channels) {
    this.settings = settings;
    this.channels = channels;
    this.centre = new float[settings.head().prototypes()];
  }

  /** Outputs: the embeddings, the prototypes. */
  @Override
  public HeadGraph head(String map) {
    DinoSettings.Head head = settings.head();
    HeadLayers layers =
        new HeadLayers("projector", map, channels)
            .pooled()
            .gelu(2, head.hidden())
            .affine(head.width());
    List<NetworkNode> nodes = new ArrayList<>(layers.nodes());
    nodes.add(new NetworkNode(PROTOTYPES, List.of(), new Weights(head.prototypes(), head.width())));
    return new HeadGraph(nodes, List.of(layers.output(), PROTOTYPES));
  }

  @Override
  public Optional<Momentum> momentum() {
    return Optional.of(settings.teacher()::momentum);
  }

  @Override
  public double clipNorm() {
    return settings.clipNorm();
  }

  /** The centre: one value a prototype. */
  @Override
  public float[] state() {
    return centre.clone();
  }

  @Override
  public void setState(float[] state) {
    if (state.length != centre.length) {
      throw new IllegalArgumentException(
          "Invalid state of the objective: %d values (a centre of %d prototypes)"
              .formatted(state.length, centre.length));
    }
    centre = state.clone();
  }

  @Override
  public ObjectiveResult evaluate(ObjectiveInput input) {
    int prototypes = settings.head().prototypes();
    Scored student =
        new Scored(
            Widening.matrix(input.outputs().values(0), input.images()),
            Widening.matrix(input.outputs().values(1), prototypes));
    float[][] ahead = input.momentum().values();
    Matrix teacher =
        new Prototypes(
                Widening.matrix(ahead[0], input.momentum().views()),
                Widening.matrix(ahead[1], prototypes))
            .scores();
    Evaluated evaluated = evaluate(student, teacher, input.progress());
    input.outputs().setGradient(0, Widening.floats(evaluated.ofEmbeddings()));
    if (input.progress().epoch() >= settings.frozenEpochs()) {
      input.outputs().setGradient(1, Widening.floats(evaluated.ofPrototypes()));
    }
    if (!input.smallFirst()) {
      follow(teacher);
    }
    return evaluated.result();
  }

  /**
   * What the student says of a batch.
   *
   * @param embeddings one row a view
   * @param prototypes one row each
   */
  record Scored(Matrix embeddings, Matrix prototypes) {}

  /**
   * @param ofEmbeddings gradient with respect to the student's embeddings
   * @param ofPrototypes gradient with respect to its prototypes
   */
  record Evaluated(ObjectiveResult result, Matrix ofEmbeddings, Matrix ofPrototypes) {}

  /**
   * @param teacher scores of both views, or of second ones alone
   */
  Evaluated evaluate(Scored student, Matrix teacher, Progress progress) {
    FiniteRows.require(student.embeddings());
    Prototypes scored = new Prototypes(student.embeddings(), student.prototypes());
    Matrix targets = targets(teacher, progress);
    SwappedPrediction prediction =
        new SwappedPrediction(scored.scores(), targets, settings.temperature());
    Matrix gradient = prediction.gradient();
    ObjectiveResult result =
        new ObjectiveResult(
            prediction.loss(),
            EmbeddingHealth.of(student.embeddings()),
            curves(targets, prediction.loss()),
            List.of(),
            Map.of());
    return new Evaluated(result, scored.ofEmbeddings(gradient), scored.ofPrototypes(gradient));
  }

  /** Softmax of the centred scores. */
  private Matrix targets(Matrix scores, Progress progress) {
    Matrix centred = scores.copy();
    for (int k = 0; k < centred.values.length; k++) {
      centred.values[k] -= centre[k % centred.columns];
    }
    return Softmax.rows(centred, settings.teacher().temperature(progress));
  }

  private Map<String, Double> curves(Matrix targets, double loss) {
    double entropy = Softmax.meanEntropy(targets);
    return Map.of(
        DinoKind.TEACHER,
        entropy,
        DinoKind.USE,
        Softmax.meanEntropy(Softmax.mean(targets)),
        DinoKind.DIVERGENCE,
        loss - entropy * Math.log(targets.columns));
  }

  private void follow(Matrix scores) {
    Matrix mean = Softmax.mean(scores);
    double momentum = settings.teacher().centreMomentum();
    for (int k = 0; k < centre.length; k++) {
      centre[k] = (float) (momentum * centre[k] + (1 - momentum) * mean.values[k]);
    }
  }
}
