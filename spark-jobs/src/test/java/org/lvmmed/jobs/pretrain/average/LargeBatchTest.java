package org.lvmmed.jobs.pretrain.average;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.matching.EstimatorSettings.NoiseSettings;
import org.lvmmed.model.matching.NoiseKind;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Initialisation;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.Progress;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.objective.matching.AffinitySettings;
import org.lvmmed.model.objective.matching.GraphMatchingSettings;
import org.lvmmed.model.objective.matching.MessagePassingKind;
import org.lvmmed.model.view.Draws;

/**
 * A step of gradient descent by two workers, averaged, is the step of one on the batch of all their
 * graphs: that is what the weights of the average and the scale of the objective are for. The
 * encoder is a convolution; the objective is the real one, without anything that reaches across
 * graphs.
 */
class LargeBatchTest {

  private static final int NODES = 8;
  private static final int INPUTS = 6;
  private static final int CHANNELS = 10;
  private static final int SIDE = 2;
  private static final int POSITIONS = SIDE * SIDE;
  private static final double RATE = 0.05;

  private final Objective objective = objective();
  private final NetworkGraph graph =
      new NetworkGraph(
              INPUTS,
              List.of(
                  new NetworkNode(
                      "conv",
                      List.of(NetworkGraph.INPUT),
                      new Convolution(INPUTS, CHANNELS, 1, 1))),
              List.of("conv"))
          .with(objective.head("conv"));

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void workersAveragedAreOneLargeBatch(String engine) throws IOException {
    float[] start = Initialisation.draw(graph, 3);

    Step large = step(engine, start, List.of(0, 1, 2, 3));
    Step one = step(engine, start, List.of(2));
    Step other = step(engine, start, List.of(0, 1, 3));
    float[] averaged =
        Averages.of(
            new Averages.Contribution(NODES, one.parameters()),
            new Averages.Contribution(3 * NODES, other.parameters()));

    assertThat(one.matchings().get(0)).isEqualTo(large.matchings().get(2));
    assertThat(other.matchings().get(2)).isEqualTo(large.matchings().get(3));
    assertThat(distance(large.parameters(), start)).isGreaterThan(0.05);
    assertThat(distance(averaged, large.parameters())).isLessThan(1e-5);
    assertThat(distance(one.parameters(), large.parameters())).isGreaterThan(1e-3);
  }

  /** |a − b| / |b|. */
  private static double distance(float[] a, float[] b) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < a.length; i++) {
      difference += Math.pow((double) a[i] - b[i], 2);
      size += Math.pow(b[i], 2);
    }
    return Math.sqrt(difference / size);
  }

  /** Parameters after a step. */
  private record Step(float[] parameters, List<int[]> matchings) {}

  private Step step(String engine, float[] parameters, List<Integer> graphs) {
    PairBatch batch = batch(graphs);
    List<ObjectiveResult> results = new ArrayList<>();
    try (Network network = Compute.cpu(engine).open(graph, parameters)) {
      float[] gradient =
          network.gradient(
              inputs(graphs),
              outputs -> {
                results.add(objective.evaluate(new ObjectiveInput(outputs, batch, Progress.START)));
                return results.get(0).loss();
              });
      float[] after = parameters.clone();
      for (int i = 0; i < after.length; i++) {
        after[i] = (float) (after[i] - RATE * gradient[i]);
      }
      return new Step(after, results.get(0).matchings());
    }
  }

  private static PairBatch batch(List<Integer> graphs) {
    int pairs = graphs.size() * NODES;
    float[] positions = new float[2 * pairs * POSITIONS * 2];
    for (int i = 0; i < positions.length; i++) {
      int corner = i / 2 % POSITIONS;
      positions[i] = (i % 2 == 0 ? corner % 2 : corner / 2) * 0.5f + 0.25f;
    }
    List<int[]> numbers =
        IntStream.range(0, graphs.size())
            .mapToObj(g -> IntStream.range(g * NODES, (g + 1) * NODES).toArray())
            .toList();
    long[] seeds = graphs.stream().mapToLong(graph -> 100 + graph).toArray();
    return new PairBatch(2 * pairs, positions, numbers, List.of(), seeds);
  }

  /** Both views of a node share a part, so that there is something to match. */
  private static Inputs inputs(List<Integer> graphs) {
    int length = INPUTS * POSITIONS;
    float[] values = new float[2 * graphs.size() * NODES * length];
    int at = 0;
    for (int view = 0; view < 2; view++) {
      for (int graph : graphs) {
        for (int node = 0; node < NODES; node++) {
          Draws own = Draws.of(1, graph, node);
          Draws noise = Draws.of(2, graph, node, view);
          for (int i = 0; i < length; i++) {
            values[at++] = (float) (own.uniform(-1, 1) + noise.uniform(-1, 1));
          }
        }
      }
    }
    return new Inputs(values, 2 * graphs.size() * NODES, INPUTS, SIDE, SIDE);
  }

  private static Objective objective() {
    return new GraphMatchingSettings(
            NODES,
            3,
            MessagePassingKind.GRAPH_CONV,
            80,
            AffinitySettings.standard(),
            new EstimatorSettings(
                new NoiseSettings(NoiseKind.GUMBEL, 0.3, 0), 80, false, 0, 1, 0, 1),
            new ProjectorSettings(
                ProjectorSettings.Kind.LINEAR, ProjectorSettings.Norm.NONE, 12, 1))
        .create(CHANNELS);
  }
}
