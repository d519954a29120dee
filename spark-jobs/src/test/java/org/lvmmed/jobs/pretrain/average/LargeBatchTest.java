package org.lvmmed.jobs.pretrain.average;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.matching.NoiseKind;
import org.lvmmed.model.objective.AffinitySettings;
import org.lvmmed.model.objective.FloatMaps;
import org.lvmmed.model.objective.GraphMatchingSettings;
import org.lvmmed.model.objective.MessagePassingKind;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.ProjectorSettings;
import org.lvmmed.model.view.Draws;

/**
 * One step of plain SGD by workers of unequal share, averaged, is one step on the batch of all
 * their graphs: that is what the weights of the average and the scale of the objective are for. The
 * encoder is a convolution of size 1 and a batch normalisation on fixed statistics, differentiated
 * here by hand; the objective is the real one, without anything that reaches across graphs.
 */
class LargeBatchTest {

  private static final int NODES = 8;
  private static final int INPUTS = 6;
  private static final int CHANNELS = 10;
  private static final int POSITIONS = 4;
  private static final double RATE = 0.05;

  private final Objective objective = objective();

  @Test
  void workersAveragedAreOneLargeBatch() throws IOException {
    Step start = new Step(parameters(), List.of());

    Step large = step(start.parameters(), List.of(0, 1, 2, 3));
    Step one = step(start.parameters(), List.of(2));
    Step other = step(start.parameters(), List.of(0, 1, 3));
    float[] averaged =
        Averages.of(
            new Averages.Contribution(NODES, one.parameters()),
            new Averages.Contribution(3 * NODES, other.parameters()));

    assertThat(one.matchings().get(0)).isEqualTo(large.matchings().get(2));
    assertThat(other.matchings().get(2)).isEqualTo(large.matchings().get(3));
    assertThat(distance(large.parameters(), start.parameters())).isGreaterThan(0.05);
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

  /** Parameters after a step: convolution, scale and shift of the batch norm, head. */
  private record Step(float[] parameters, List<int[]> matchings) {}

  private Step step(float[] parameters, List<Integer> graphs) {
    List<double[]> inputs = new ArrayList<>();
    for (int view = 0; view < 2; view++) {
      for (int graph : graphs) {
        for (int node = 0; node < NODES; node++) {
          inputs.add(input(graph, node, view));
        }
      }
    }
    float[] maps = maps(parameters, inputs);
    float[] gradient = new float[maps.length];
    ObjectiveResult result =
        objective.evaluate(
            new FloatMaps(maps, gradient, inputs.size(), CHANNELS, POSITIONS),
            batch(graphs),
            head(parameters));
    double[] total = encoderGradient(parameters, inputs, gradient);
    System.arraycopy(result.parameterGradient(), 0, total, headOffset(), objective.parameters());
    float[] after = parameters.clone();
    for (int i = 0; i < after.length; i++) {
      after[i] = (float) (after[i] - RATE * total[i]);
    }
    return new Step(after, result.matchings());
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
    return new PairBatch(positions, numbers, List.of(), seeds);
  }

  /** Both views of a node share a part, so that there is something to match. */
  private static double[] input(int graph, int node, int view) {
    Draws own = Draws.of(1, graph, node);
    Draws noise = Draws.of(2, graph, node, view);
    return IntStream.range(0, INPUTS * POSITIONS)
        .mapToDouble(i -> own.uniform(-1, 1) + noise.uniform(-1, 1))
        .toArray();
  }

  private static double[] normalised(float[] parameters, double[] input) {
    double[] out = new double[CHANNELS * POSITIONS];
    for (int d = 0; d < CHANNELS; d++) {
      for (int p = 0; p < POSITIONS; p++) {
        double sum = 0;
        for (int c = 0; c < INPUTS; c++) {
          sum += parameters[d * INPUTS + c] * input[c * POSITIONS + p];
        }
        out[d * POSITIONS + p] = (sum - mean(d)) / deviation(d);
      }
    }
    return out;
  }

  private static float[] maps(float[] parameters, List<double[]> inputs) {
    float[] maps = new float[inputs.size() * CHANNELS * POSITIONS];
    for (int i = 0; i < inputs.size(); i++) {
      double[] normal = normalised(parameters, inputs.get(i));
      for (int k = 0; k < normal.length; k++) {
        int d = k / POSITIONS;
        maps[i * normal.length + k] =
            (float) (scale(parameters, d) * normal[k] + shift(parameters, d));
      }
    }
    return maps;
  }

  private double[] encoderGradient(float[] parameters, List<double[]> inputs, float[] dy) {
    double[] gradient = new double[parameters.length];
    for (int i = 0; i < inputs.size(); i++) {
      double[] input = inputs.get(i);
      double[] normal = normalised(parameters, input);
      for (int k = 0; k < normal.length; k++) {
        int d = k / POSITIONS;
        double g = dy[i * normal.length + k];
        for (int c = 0; c < INPUTS; c++) {
          gradient[d * INPUTS + c] +=
              g * scale(parameters, d) / deviation(d) * input[c * POSITIONS + k % POSITIONS];
        }
        gradient[CHANNELS * INPUTS + d] += g * normal[k];
        gradient[CHANNELS * (INPUTS + 1) + d] += g;
      }
    }
    return gradient;
  }

  private static double mean(int d) {
    return 0.1 * d - 0.4;
  }

  private static double deviation(int d) {
    return 0.5 + 0.1 * d;
  }

  private static float scale(float[] parameters, int d) {
    return parameters[CHANNELS * INPUTS + d];
  }

  private static float shift(float[] parameters, int d) {
    return parameters[CHANNELS * (INPUTS + 1) + d];
  }

  private static int headOffset() {
    return CHANNELS * (INPUTS + 2);
  }

  private double[] head(float[] parameters) {
    return IntStream.range(headOffset(), parameters.length)
        .mapToDouble(i -> parameters[i])
        .toArray();
  }

  private float[] parameters() {
    double[] head = objective.initialParameters(3);
    float[] parameters = new float[headOffset() + head.length];
    Draws draws = Draws.of(4);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] =
          i < headOffset() ? (float) draws.uniform(0.2, 1) : (float) head[i - headOffset()];
    }
    return parameters;
  }

  private static Objective objective() {
    return new ObjectiveSettings(
            ObjectiveSettings.Kind.GRAPH_MATCHING,
            new ProjectorSettings(
                ProjectorSettings.Kind.LINEAR, ProjectorSettings.Norm.NONE, 12, 1),
            new GraphMatchingSettings(
                AffinitySettings.standard(), NODES, 3, MessagePassingKind.GRAPH_CONV, 80),
            new EstimatorSettings(NoiseKind.GUMBEL, 0.3, 0, 80, false, 0, 1, 0, 1, 1),
            0.2)
        .create(CHANNELS);
  }
}
