package org.lvmmed.model.objective;

import java.util.List;
import java.util.stream.IntStream;
import org.lvmmed.model.matching.Estimate;

/**
 * Second-order graph matching (LVM-Med, NeurIPS 2023): the two views of each graph's images are
 * matched by their affinities, and the Hamming loss of the matching is carried back through the
 * solver by implicit maximum likelihood.
 */
final class GraphMatching implements Objective {

  private final GraphMatchingSettings settings;
  private final HeadLayout layout = new HeadLayout();
  private final Projector projector;
  private final MessagePassing messages;
  private final Affinities affinities;
  private final GradientEstimator estimator;

  /**
   * @param channels D of the feature maps
   */
  GraphMatching(
      GraphMatchingSettings settings,
      ProjectorSettings projection,
      int channels,
      Affinities affinities,
      GradientEstimator estimator) {
    this.settings = settings;
    this.projector = new Projector(projection, channels, layout);
    this.messages = new MessagePassing(settings.messagePassing(), projection.width(), layout);
    this.affinities = affinities;
    this.estimator = estimator;
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
    return estimator.lambdaFactor();
  }

  @Override
  public void setLambdaFactor(double beta) {
    estimator.setLambdaFactor(beta);
  }

  @Override
  public ObjectiveResult evaluate(FeatureMaps maps, PairBatch batch, double[] parameters) {
    requirePriors(batch);
    long start = System.nanoTime();
    Projector.Pass projected = projector.forward(Pooling.average(maps), parameters);
    List<MatchedGraph> graphs = graphs(maps, batch, projected.z(), parameters);
    long compared = System.nanoTime();
    List<Estimate> estimates =
        estimator.estimate(
            graphs.stream().map(MatchedGraph::problem).toList(), batch.priors(), batch.seeds());
    long solved = System.nanoTime();
    double[] headGradient = new double[parameters.length];
    Matrix dz = new Matrix(projected.z().rows, projected.z().columns);
    for (int g = 0; g < graphs.size(); g++) {
      graphs.get(g).backward(estimates.get(g), scale(graphs), dz, headGradient);
    }
    Pooling.backward(projected.backward(dz, headGradient), maps);
    ObjectiveResult.Phases phases = phases(start, compared, solved, System.nanoTime());
    return result(graphs, estimates, projected.z(), headGradient, phases);
  }

  private static ObjectiveResult.Phases phases(long start, long compared, long solved, long end) {
    return new ObjectiveResult.Phases(
        (compared - start) / 1e9, (solved - compared) / 1e9, (end - solved) / 1e9);
  }

  private double scale(List<MatchedGraph> graphs) {
    return settings.gradientScale() / graphs.size();
  }

  private void requirePriors(PairBatch batch) {
    if (settings.affinities().beta() > 0 && batch.priors().isEmpty()) {
      throw new IllegalArgumentException(
          "objective.beta is %s, but the batch has no prior similarities (run the similarity job)"
              .formatted(settings.affinities().beta()));
    }
  }

  private List<MatchedGraph> graphs(
      FeatureMaps maps, PairBatch batch, Matrix z, double[] parameters) {
    return IntStream.range(0, batch.graphs().size())
        .mapToObj(
            g ->
                new MatchedGraph(
                    settings, new GraphInput(maps, batch, g), z, messages, affinities, parameters))
        .toList();
  }

  private static ObjectiveResult result(
      List<MatchedGraph> graphs,
      List<Estimate> estimates,
      Matrix z,
      double[] headGradient,
      ObjectiveResult.Phases phases) {
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
        headGradient,
        EmbeddingMetrics.of(accuracy, z, zHat),
        estimates.stream().map(Estimate::matching).toList(),
        phases);
  }
}
