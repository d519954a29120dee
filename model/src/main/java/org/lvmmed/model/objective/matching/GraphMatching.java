package org.lvmmed.model.objective.matching;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.matching.Estimate;
import org.lvmmed.model.matching.MatchingProblem;
import org.lvmmed.model.network.GraphAffinities;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.Outputs;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.embedding.EmbeddingHealth;
import org.lvmmed.model.objective.embedding.Embeddings;
import org.lvmmed.model.objective.embedding.ProjectorHead;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.objective.embedding.Widening;
import org.lvmmed.model.objective.matching.Affinities.NodeGradients;

/**
 * Second-order graph matching (LVM-Med, NeurIPS 2023): the two views of each graph's images are
 * matched by their affinities, and the Hamming loss of the matching is carried back through the
 * solver by implicit maximum likelihood.
 */
final class GraphMatching implements Objective {

  private static final int MAP = 0;
  private static final int PROJECTED = 1;
  private static final int MESSAGES = 2;

  private final GraphMatchingSettings settings;
  private final ProjectorSettings projector;
  private final int channels;
  private final MessagePassing messages;
  private final GradientEstimator estimator;

  /**
   * @param channels D of the feature maps
   */
  GraphMatching(GraphMatchingSettings settings, int channels, GradientEstimator estimator) {
    this.settings = settings;
    this.projector = settings.projector();
    this.channels = channels;
    this.messages = new MessagePassing(settings.messagePassing(), settings.projector().width());
    this.estimator = estimator;
  }

  /** Outputs: the feature map, the embeddings, the matrices of the message passing. */
  @Override
  public HeadGraph head(String map) {
    List<NetworkNode> nodes = new ArrayList<>(ProjectorHead.nodes(projector, map, channels));
    List<String> outputs = new ArrayList<>(List.of(map, ProjectorHead.output(projector)));
    for (NetworkNode matrix : messages.nodes()) {
      nodes.add(matrix);
      outputs.add(matrix.name());
    }
    return new HeadGraph(nodes, outputs);
  }

  @Override
  public float[] state() {
    return new float[] {(float) estimator.lambdaFactor()};
  }

  @Override
  public void setState(float[] state) {
    if (state.length != 1) {
      throw new IllegalArgumentException(
          "Invalid state of the objective: %d values (1, the factor of an adaptive λ)"
              .formatted(state.length));
    }
    estimator.setLambdaFactor(state[0]);
  }

  @Override
  public ObjectiveResult evaluate(ObjectiveInput input) {
    Outputs outputs = input.outputs();
    PairBatch batch = input.batch();
    List<Matrix> weights = new ArrayList<>();
    List<Matrix> weightGradients = new ArrayList<>();
    for (int o = MESSAGES; o < outputs.count(); o++) {
      weights.add(Widening.matrix(outputs.values(o), projector.width()));
      weightGradients.add(new Matrix(projector.width(), projector.width()));
    }
    Matrix projected = Widening.matrix(outputs.values(PROJECTED), batch.images());
    Evaluated evaluated =
        withAffinities(
            outputs,
            batch,
            affinities -> evaluate(affinities, projected, weights, weightGradients, batch));
    outputs.setGradient(PROJECTED, Widening.floats(evaluated.gradient()));
    for (int o = MESSAGES; o < outputs.count(); o++) {
      outputs.setGradient(o, Widening.floats(weightGradients.get(o - MESSAGES)));
    }
    return evaluated.result();
  }

  /** Has the engine reckon affinities where it can; else the maps come to the host. */
  private Evaluated withAffinities(
      Outputs outputs, PairBatch batch, Function<Affinities, Evaluated> evaluation) {
    AffinitySettings shares = settings.affinities();
    float[] places = batch.positions();
    Optional<GraphAffinities> engine = outputs.affinities(MAP);
    if (engine.isPresent()) {
      return evaluation.apply(
          new EngineAffinities(shares, engine.get(), places, batch.maps().first()));
    }
    float[] gradient = new float[channels * batch.maps().total()];
    FloatMaps maps = new FloatMaps(outputs.values(MAP), gradient, channels, batch.maps());
    Evaluated evaluated =
        evaluation.apply(new HostAffinities(shares, new PlacedMaps(maps, places)));
    outputs.setGradient(MAP, gradient);
    return evaluated;
  }

  /**
   * @param gradient of the loss with respect to what was projected
   */
  record Evaluated(ObjectiveResult result, Matrix gradient) {}

  /**
   * @param affinities the gradient with respect to their maps is kept with them
   * @param projected one row a view
   * @param weights of the message passing
   * @param weightGradients added to
   */
  Evaluated evaluate(
      Affinities affinities,
      Matrix projected,
      List<Matrix> weights,
      List<Matrix> weightGradients,
      PairBatch batch) {
    requirePriors(batch);
    long start = System.nanoTime();
    Embeddings embeddings = new Embeddings(projected, projector);
    List<MatchedGraph> graphs = graphs(batch, embeddings.z(), weights);
    Affinities.Pass pass = affinities.forward(graphs.stream().map(MatchedGraph::views).toList());
    List<MatchingProblem> problems = problems(graphs, pass);
    long compared = System.nanoTime();
    List<Estimate> estimates = estimator.estimate(problems, batch.priors(), batch.seeds());
    long solved = System.nanoTime();
    double scale = settings.gradientScale() / graphs.size();
    List<NodeGradients> gradients =
        pass.backward(estimates.stream().map(e -> MatchedGraph.weights(e, scale)).toList());
    Matrix dz = new Matrix(projected.rows, projected.columns);
    for (int g = 0; g < graphs.size(); g++) {
      graphs.get(g).backward(gradients.get(g), dz, weightGradients);
    }
    Matrix gradient = embeddings.backward(dz);
    Map<String, Double> phases = phases(start, compared, solved, System.nanoTime());
    return new Evaluated(result(graphs, estimates, embeddings.z(), phases), gradient);
  }

  private static List<MatchingProblem> problems(List<MatchedGraph> graphs, Affinities.Pass pass) {
    return IntStream.range(0, graphs.size())
        .mapToObj(g -> graphs.get(g).problem(pass.vertex(g), pass.edge(g)))
        .toList();
  }

  /** Head, neighbours, messages and affinities; the solves; back through all of the first. */
  private static Map<String, Double> phases(long start, long compared, long solved, long end) {
    Map<String, Double> phases = new LinkedHashMap<>();
    phases.put("affinities", (compared - start) / 1e9);
    phases.put("solves", (solved - compared) / 1e9);
    phases.put("gradient", (end - solved) / 1e9);
    return phases;
  }

  private void requirePriors(PairBatch batch) {
    if (settings.affinities().beta() > 0 && batch.priors().isEmpty()) {
      throw new IllegalArgumentException(
          "objective.graph-matching.affinities.beta is %s, but the batch has no prior similarities (run the similarity job)"
              .formatted(settings.affinities().beta()));
    }
  }

  private List<MatchedGraph> graphs(PairBatch batch, Matrix z, List<Matrix> weights) {
    return IntStream.range(0, batch.graphs().size())
        .mapToObj(g -> new MatchedGraph(settings, new GraphInput(batch, g), z, messages, weights))
        .toList();
  }

  private static ObjectiveResult result(
      List<MatchedGraph> graphs, List<Estimate> estimates, Matrix z, Map<String, Double> phases) {
    Matrix zHat = new Matrix(z.rows, z.columns);
    double loss = 0;
    double right = 0;
    for (int g = 0; g < graphs.size(); g++) {
      graphs.get(g).collect(zHat);
      loss += estimates.get(g).loss() / graphs.size();
      right += estimates.get(g).accuracy() * graphs.get(g).nodes();
    }
    double accuracy = right / ((double) z.rows / 2);
    return new ObjectiveResult(
        loss,
        EmbeddingHealth.of(accuracy, z, zHat),
        Map.of(GraphMatchingKind.COSINE_AFTER_MESSAGES, EmbeddingHealth.positiveCosine(zHat)),
        estimates.stream().map(Estimate::matching).toList(),
        phases);
  }
}
