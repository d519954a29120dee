package org.lvmmed.model.objective.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.Samples;
import org.lvmmed.model.objective.matching.AffinitySettings.EdgeScale;

class AffinitiesTest {

  private static final int WIDTH = 7;

  @ParameterizedTest
  @CsvSource({"0.8,0.4,5,4", "0,1,6,9", "0.5,0.1,12,16", "1,0.4,4,1"})
  void fastOnesEqualTheReferenceInValueAndGradient(
      double alpha, double gamma, int nodes, int positions) {
    AffinitySettings settings = new AffinitySettings(alpha, 0, gamma, 0.5, EdgeScale.NONE);
    DoubleMaps plain = DoubleMaps.random(nodes, 2 * nodes, 33, positions);
    DoubleMaps quick = plain.with(plain.values);
    GraphViews views = views(plain, nodes);
    Affinities.Pass reference = new ReferenceAffinities(settings).forward(views);
    Affinities.Pass fast = new FastAffinities(settings).forward(views(quick, nodes));
    assertClose(fast.vertex(), reference.vertex(), 1e-6);
    assertClose(fast.edge(), reference.edge(), 1e-12);

    Matrix[] expected = backward(reference, nodes);
    Matrix[] actual = backward(fast, nodes);
    assertClose(actual[0].values, expected[0].values, 1e-10);
    assertClose(actual[1].values, expected[1].values, 1e-10);
    assertClose(quick.gradient, plain.gradient, 1e-6);
  }

  private static Matrix[] backward(Affinities.Pass pass, int nodes) {
    Matrix ds = new Matrix(nodes, WIDTH);
    Matrix dt = new Matrix(nodes, WIDTH);
    double[] vertex = Samples.uniform(8, nodes * nodes);
    for (int i = 0; i < vertex.length; i += 3) {
      vertex[i] = 0;
    }
    pass.backward(vertex, Samples.uniform(9, pass.edge().length), ds, dt);
    return new Matrix[] {ds, dt};
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
    Affinities.Pass pass =
        new FastAffinities(settings)
            .forward(new GraphViews(z, z, graph, graph, maps, positions, first, second));
    for (int i = 0; i < 6; i++) {
      assertThat(pass.vertex()[7 * i]).isEqualTo(1, within(1e-6));
    }
    for (int e = 0; e < graph.edges(); e++) {
      assertThat(pass.edge()[e * graph.edges() + e]).isEqualTo(1, within(1e-12));
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
    GraphViews views =
        new GraphViews(z, z, none, none, maps, positions, new int[] {0}, new int[] {1});
    // Location keeps the two pairs at distance 0, cosine 1. By feature, (1,4) is nearest to (2,5)
    // and (7,2) to (3,6), while the other two have equals.
    double featureRows = (2 + cosine(1, 4, 2, 5)) / 3;
    double featureColumns = (2 + cosine(7, 2, 3, 6)) / 3;
    double expected = (1 + 1 + featureRows + featureColumns) / 4;
    for (Affinities affinities : both(settings)) {
      assertThat(affinities.forward(views).vertex()[0]).isEqualTo(expected, within(1e-6));
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
    GraphViews views = new GraphViews(z, z, graph, graph, maps, positions, first, second);
    for (Affinities affinities : both(settings)) {
      Affinities.Pass pass = affinities.forward(views);
      assertClose(pass.vertex(), new double[9], 0);
      assertClose(pass.edge(), new double[pass.edge().length], 0);
      Matrix gradient = new Matrix(3, WIDTH);
      pass.backward(
          Samples.uniform(1, 9), Samples.uniform(2, pass.edge().length), gradient, gradient);
      assertClose(gradient.values, new double[3 * WIDTH], 0);
      assertClose(maps.gradient, new double[maps.gradient.length], 0);
    }
  }

  private static Affinities[] both(AffinitySettings settings) {
    return new Affinities[] {new ReferenceAffinities(settings), new FastAffinities(settings)};
  }

  private static double cosine(double a, double b, double c, double d) {
    return (a * c + b * d) / Math.hypot(a, b) / Math.hypot(c, d);
  }

  private static GraphViews views(DoubleMaps maps, int nodes) {
    Matrix source = Samples.matrix(11, nodes, WIDTH);
    Matrix target = Samples.matrix(12, nodes, WIDTH);
    int[] first = new int[nodes];
    int[] second = new int[nodes];
    Arrays.setAll(first, i -> nodes - 1 - i);
    Arrays.setAll(second, i -> 2 * nodes - 1 - i);
    return new GraphViews(
        source,
        target,
        NeighbourGraph.of(source, 2),
        NeighbourGraph.of(target, 3),
        maps,
        Samples.positions(13, 2 * nodes, maps.positions()),
        first,
        second);
  }

  private static void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("entry %d", i).isEqualTo(expected[i], within(tolerance));
    }
  }
}
