package org.lvmmed.model.objective.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.MapPositions;
import org.lvmmed.model.objective.Samples;
import org.lvmmed.model.objective.matching.Affinities.AffinityWeights;
import org.lvmmed.model.objective.matching.Affinities.NodeGradients;
import org.lvmmed.model.objective.matching.AffinitySettings.EdgeScale;

class AffinitiesTest {

  private static final int WIDTH = 7;

  /** How affinities are reckoned, and how near to the reference in single precision. */
  private enum Way {
    HOST(1e-6),
    ENGINE(1e-4);

    private final double tolerance;

    Way(double tolerance) {
      this.tolerance = tolerance;
    }

    Compared compare(
        AffinitySettings settings, DoubleMaps maps, float[] places, List<GraphViews> graphs) {
      return this == HOST
          ? Compared.by(
              HostAffinities::new, settings, maps, places, graphs, AffinitiesTest::weights)
          : Compared.onEngine(settings, maps, places, graphs, AffinitiesTest::weights);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HOST,0.8,0.4,5,4",
    "HOST,0,1,6,9",
    "HOST,0.5,0.1,12,16",
    "HOST,1,0.4,4,1",
    "ENGINE,0.8,0.4,16 16 21,4",
    "ENGINE,0.3,0.5,64,9",
    "ENGINE,0,1,6,9",
    "ENGINE,0.5,0.1,12 3,16",
    "ENGINE,1,0.4,4 9,4",
    "ENGINE,0.5,0.4,4 9,1",
    "ENGINE,0.8,0.4,1,4",
    "ENGINE,0.8,0.4,1 7,4"
  })
  void allWaysEqualTheReferenceInValueAndGradient(
      Way way, double alpha, double gamma, String sizes, int positions) {
    AffinitySettings settings = new AffinitySettings(alpha, 0, gamma, 0.5, EdgeScale.NONE);
    List<GraphViews> graphs = graphs(sizes);
    int images = 2 * graphs.stream().mapToInt(GraphViews::nodes).sum();
    DoubleMaps maps = DoubleMaps.random(7, images, 33, positions);
    float[] places = Samples.positions(13, images, positions);
    requireEqual(way, settings, maps, places, graphs);
  }

  /** As those of a small and a large view. */
  @ParameterizedTest
  @CsvSource({"4,9,0.4", "9,4,1", "1,16,0.3"})
  void mapsOfTwoSizesAreAsTheReferenceSays(int first, int second, double gamma) {
    MapPositions positions = new MapPositions(12, first, second);
    DoubleMaps maps = DoubleMaps.random(5, 33, positions);
    float[] places = Samples.positions(6, positions.total(), 1);
    AffinitySettings settings = new AffinitySettings(0.3, 0, gamma, 0.5, EdgeScale.NONE);
    requireEqual(Way.HOST, settings, maps, places, graphs("6"));
  }

  /** All images show the same, so that all are equally near. */
  @ParameterizedTest
  @EnumSource
  void imagesThatAreAllEqualAreAsTheReferenceSays(Way way) {
    double[] one = Samples.uniform(3, 33 * 4);
    double[] values = new double[12 * one.length];
    Arrays.setAll(values, k -> one[k % one.length]);
    float[] place = Samples.positions(4, 1, 4);
    float[] places = new float[12 * place.length];
    for (int k = 0; k < places.length; k++) {
      places[k] = place[k % place.length];
    }
    DoubleMaps maps = new DoubleMaps(values, 12, 33, 4);
    requireEqual(way, AffinitySettings.standard(), maps, places, graphs("6"));
  }

  private static void requireEqual(
      Way way,
      AffinitySettings settings,
      DoubleMaps maps,
      float[] places,
      List<GraphViews> graphs) {
    Compared expected =
        Compared.by(
            ReferenceAffinities::new, settings, maps, places, graphs, AffinitiesTest::weights);
    Compared actual = way.compare(settings, maps, places, graphs);
    double tolerance = way.tolerance;
    for (int g = 0; g < graphs.size(); g++) {
      assertNear(actual.vertex().get(g), expected.vertex().get(g), tolerance);
      assertNear(actual.edge().get(g), expected.edge().get(g), tolerance);
      NodeGradients nodes = expected.nodes().get(g);
      assertNear(actual.nodes().get(g).source().values, nodes.source().values, tolerance);
      assertNear(actual.nodes().get(g).target().values, nodes.target().values, tolerance);
    }
    assertNear(actual.maps(), expected.maps(), tolerance);
  }

  /** A third of the vertices have none, as most of a matching's. */
  private static AffinityWeights weights(int graph, int vertices, int edges) {
    double[] vertex = Samples.uniform(8 + graph, vertices);
    for (int i = 0; i < vertex.length; i += 3) {
      vertex[i] = 0;
    }
    return new AffinityWeights(vertex, Samples.uniform(90 + graph, edges));
  }

  /** Of consecutive images, in each graph the last one first. */
  private static List<GraphViews> graphs(String sizes) {
    int[] nodes = Arrays.stream(sizes.split(" ")).mapToInt(Integer::parseInt).toArray();
    int pairs = Arrays.stream(nodes).sum();
    List<GraphViews> graphs = new ArrayList<>();
    int end = 0;
    for (int n : nodes) {
      end += n;
      int last = end - 1;
      int[] first = IntStream.range(0, n).map(i -> last - i).toArray();
      int[] second = IntStream.range(0, n).map(i -> pairs + last - i).toArray();
      Matrix source = Samples.matrix(11 + end, n, WIDTH);
      Matrix target = Samples.matrix(12 + end, n, WIDTH);
      graphs.add(
          new GraphViews(
              source,
              target,
              NeighbourGraph.of(source, 2),
              NeighbourGraph.of(target, 3),
              first,
              second));
    }
    return graphs;
  }

  @Test
  void aViewAndItselfHaveSimilarityOneOnTheDiagonal() {
    AffinitySettings settings = AffinitySettings.standard();
    DoubleMaps half = DoubleMaps.random(4, 6, 10, 4);
    double[] twice = Arrays.copyOf(half.values, 2 * half.values.length);
    System.arraycopy(half.values, 0, twice, half.values.length, half.values.length);
    float[] places = Samples.positions(1, 6, 4);
    float[] positions = Arrays.copyOf(places, 2 * places.length);
    System.arraycopy(places, 0, positions, places.length, places.length);
    Matrix z = Samples.matrix(3, 6, WIDTH);
    NeighbourGraph graph = NeighbourGraph.of(z, 2);
    DoubleMaps maps = new DoubleMaps(twice, 12, 10, 4);
    int[] first = {0, 1, 2, 3, 4, 5};
    int[] second = {6, 7, 8, 9, 10, 11};
    List<GraphViews> views = List.of(new GraphViews(z, z, graph, graph, first, second));
    for (Way way : Way.values()) {
      Compared compared = way.compare(settings, maps, positions, views);
      for (int i = 0; i < 6; i++) {
        assertThat(compared.vertex().get(0)[7 * i]).isEqualTo(1, within(1e-6));
      }
      for (int e = 0; e < graph.edges(); e++) {
        assertThat(compared.edge().get(0)[e * graph.edges() + e]).isEqualTo(1, within(1e-6));
      }
    }
  }

  /** Two maps of three positions in a row, the second one shifted by one place to the right. */
  @Test
  void partnersByLocationAreThoseThatShowTheSamePlace() {
    AffinitySettings settings = new AffinitySettings(0, 0, 0.5, 0, EdgeScale.NONE);
    double[] y = {
      1, 2, 3, // first view, channel 0 at x = 0.1, 0.3, 0.5
      4, 5, 6,
      2, 3, 7, // second view at x = 0.3, 0.5, 0.7
      5, 6, 2
    };
    float[] positions = {
      0.1f, 0.5f, 0.3f, 0.5f, 0.5f, 0.5f,
      0.3f, 0.5f, 0.5f, 0.5f, 0.7f, 0.5f
    };
    DoubleMaps maps = new DoubleMaps(y, 2, 2, 3);
    Matrix z = new Matrix(1, 1, new double[] {1});
    NeighbourGraph none = NeighbourGraph.isolated(1);
    GraphViews views = new GraphViews(z, z, none, none, new int[] {0}, new int[] {1});
    // Location keeps the two pairs at distance 0, cosine 1. By feature, (1,4) is nearest to (2,5)
    // and (7,2) to (3,6), while the other two have equals.
    double featureRows = (2 + cosine(1, 4, 2, 5)) / 3;
    double featureColumns = (2 + cosine(7, 2, 3, 6)) / 3;
    double expected = (1 + 1 + featureRows + featureColumns) / 4;
    requireEqual(Way.HOST, settings, maps, positions, List.of(views));
    for (Way way : Way.values()) {
      Compared compared = way.compare(settings, maps, positions, List.of(views));
      assertThat(compared.vertex().get(0)[0]).isEqualTo(expected, within(1e-6));
    }
  }

  @Test
  void zeroVectorsHaveSimilarityZeroAndNoGradient() {
    AffinitySettings settings = AffinitySettings.standard();
    DoubleMaps maps = new DoubleMaps(new double[2 * 3 * 2 * 4], 6, 2, 4);
    Matrix z = new Matrix(3, WIDTH);
    NeighbourGraph graph = NeighbourGraph.of(z, 1);
    int[] first = {0, 1, 2};
    int[] second = {3, 4, 5};
    float[] positions = Samples.positions(1, 6, 4);
    List<GraphViews> views = List.of(new GraphViews(z, z, graph, graph, first, second));
    for (Way way : Way.values()) {
      Compared compared = way.compare(settings, maps, positions, views);
      requireZero(compared.vertex().get(0));
      requireZero(compared.edge().get(0));
      requireZero(compared.nodes().get(0).source().values);
      requireZero(compared.maps());
    }
  }

  private static void requireZero(double[] values) {
    assertClose(values, new double[values.length], 0);
  }

  private static double cosine(double a, double b, double c, double d) {
    return (a * c + b * d) / Math.hypot(a, b) / Math.hypot(c, d);
  }

  /** Within a share of the largest, and of 1. */
  private static void assertNear(double[] actual, double[] expected, double tolerance) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertClose(actual, expected, tolerance * Math.max(1, largest));
  }

  private static void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("entry %d", i).isEqualTo(expected[i], within(tolerance));
    }
  }
}
