package org.lvmmed.model.objective.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.objective.matching.Affinities.AffinityWeights;
import org.lvmmed.model.objective.matching.Affinities.NodeGradients;

/**
 * What affinities say of a batch, and the gradients for given weights.
 *
 * @param maps gradient with respect to the feature maps
 */
record Compared(
    List<double[]> vertex, List<double[]> edge, List<NodeGradients> nodes, double[] maps) {

  /** Which weights an affinity has, by its place. */
  interface Weights {
    AffinityWeights of(int graph, int vertices, int edges);
  }

  /** On the host, one way or another. */
  static Compared by(
      BiFunction<AffinitySettings, PlacedMaps, Affinities> way,
      AffinitySettings settings,
      DoubleMaps maps,
      float[] places,
      List<GraphViews> graphs,
      Weights weights) {
    DoubleMaps own = maps.with(maps.values);
    Compared compared = of(way.apply(settings, new PlacedMaps(own, places)), graphs, weights);
    return new Compared(compared.vertex, compared.edge, compared.nodes, own.gradient);
  }

  private static Compared of(Affinities affinities, List<GraphViews> graphs, Weights weights) {
    Affinities.Pass pass = affinities.forward(graphs);
    List<double[]> vertex = new ArrayList<>();
    List<double[]> edge = new ArrayList<>();
    List<AffinityWeights> given = new ArrayList<>();
    for (int g = 0; g < graphs.size(); g++) {
      vertex.add(pass.vertex(g));
      edge.add(pass.edge(g));
      given.add(weights.of(g, vertex.get(g).length, edge.get(g).length));
    }
    return new Compared(vertex, edge, pass.backward(given), new double[0]);
  }

  /**
   * On libtorch. Inputs are the unit vectors of all positions and the maps are the weights of one
   * convolution, whose gradient is then that of the maps.
   */
  static Compared onEngine(
      AffinitySettings settings,
      DoubleMaps maps,
      float[] places,
      List<GraphViews> graphs,
      Weights weights) {
    int units = maps.positions().total();
    NetworkGraph graph =
        new NetworkGraph(
            units,
            List.of(
                new NetworkNode(
                    "maps",
                    List.of(NetworkGraph.INPUT),
                    new Convolution(units, maps.channels(), 1, 1))),
            List.of("maps"));
    List<Compared> seen = new ArrayList<>();
    try (Network network = Compute.cpu("torch").open(graph, byPosition(maps))) {
      float[] gradient =
          network.gradient(
              units(maps),
              outputs -> {
                Affinities affinities =
                    new EngineAffinities(
                        settings,
                        outputs.affinities(0).orElseThrow(),
                        places,
                        maps.positions().first());
                float[] before = outputs.values(0);
                seen.add(of(affinities, graphs, weights));
                assertThat(outputs.values(0)).isEqualTo(before);
                return 1;
              });
      Compared compared = seen.get(0);
      return new Compared(compared.vertex, compared.edge, compared.nodes, byImage(maps, gradient));
    }
  }

  /** images × units × 1 × P. */
  private static Inputs units(DoubleMaps maps) {
    int positions = maps.positions().first();
    int units = maps.images() * positions;
    float[] values = new float[maps.images() * units * positions];
    for (int image = 0; image < maps.images(); image++) {
      for (int p = 0; p < positions; p++) {
        values[(image * units + image * positions + p) * positions + p] = 1;
      }
    }
    return new Inputs(values, maps.images(), units, 1, positions);
  }

  /** D × images·P, of images × D × P. */
  private static float[] byPosition(DoubleMaps maps) {
    float[] weights = new float[maps.values.length];
    for (int k = 0; k < weights.length; k++) {
      weights[at(maps, k)] = (float) maps.values[k];
    }
    return weights;
  }

  private static double[] byImage(DoubleMaps maps, float[] weights) {
    double[] values = new double[weights.length];
    Arrays.setAll(values, k -> weights[at(maps, k)]);
    return values;
  }

  private static int at(DoubleMaps maps, int k) {
    int positions = maps.positions().first();
    int image = k / positions / maps.channels();
    int channel = k / positions % maps.channels();
    return (channel * maps.images() + image) * positions + k % positions;
  }
}
