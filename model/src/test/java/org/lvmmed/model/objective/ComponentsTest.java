package org.lvmmed.model.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.objective.AffinitySettings.EdgeScale;

class ComponentsTest {

  @Test
  void productsEqualTheirDefinition() {
    Matrix a = Samples.matrix(1, 5, 7);
    Matrix b = Samples.matrix(2, 7, 6);
    Matrix expected = new Matrix(5, 6);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 6; j++) {
        for (int k = 0; k < 7; k++) {
          expected.values[i * 6 + j] += a.values[i * 7 + k] * b.values[k * 6 + j];
        }
      }
    }
    assertClose(a.times(b), expected);
    assertClose(a.transposed().transposedTimes(b), expected);
    assertClose(a.timesTransposed(b.transposed()), expected);
  }

  @Test
  void neighboursAreTheNearestByDirectionMadeSymmetric() {
    // Directions at 0°, 10°, 25° and 90° with lengths that a plain distance would fall for.
    Matrix z = new Matrix(4, 2, new double[] {1, 0, 9.8, 1.7, 0.9, 0.42, 0, 2});
    NeighbourGraph graph = NeighbourGraph.of(z, 1);
    assertThat(graph.from()).containsExactly(0, 1, 1, 2, 2, 3);
    assertThat(graph.to()).containsExactly(1, 0, 2, 1, 3, 2);
  }

  @Test
  void aGraphHasNoMoreNeighboursThanOtherNodes() {
    assertThat(NeighbourGraph.of(Samples.matrix(1, 3, 4), 5).edges()).isEqualTo(6);
    assertThat(NeighbourGraph.of(Samples.matrix(1, 1, 4), 5).edges()).isZero();
  }

  @Test
  void theAdjacencyIsNormalisedByTheDegreesWithSelfLoops() {
    Matrix a = new NeighbourGraph(3, new int[] {0, 1}, new int[] {1, 0}).normalisedAdjacency();
    assertThat(a.values).containsExactly(0.5, 0.5, 0, 0.5, 0.5, 0, 0, 0, 1);
  }

  @Test
  void batchNormGivesEachColumnMeanZeroAndDeviationOne() {
    Matrix out = new BatchNorm(Samples.matrix(3, 50, 4)).output;
    for (double sum : out.columnSums()) {
      assertThat(sum).isEqualTo(0, within(1e-9));
    }
    for (double norm : out.transposed().norms()) {
      assertThat(norm).isEqualTo(Math.sqrt(50), within(1e-2));
    }
  }

  @Test
  void eigenvaluesOfARandomMatrixHaveItsPowersTraces() {
    Matrix r = Samples.matrix(4, 30, 30);
    Matrix symmetric = r.copy().add(r.transposed());
    double[] values = SymmetricEigenvalues.of(symmetric);
    double trace = 0;
    for (int i = 0; i < 30; i++) {
      trace += symmetric.values[31 * i];
    }
    assertThat(Arrays.stream(values).sum()).isEqualTo(trace, within(1e-10));
    double squares = Arrays.stream(symmetric.values).map(v -> v * v).sum();
    assertThat(Arrays.stream(values).map(v -> v * v).sum()).isEqualTo(squares, within(1e-9));
    double cubes = trace(symmetric.times(symmetric).times(symmetric));
    assertThat(Arrays.stream(values).map(v -> v * v * v).sum()).isEqualTo(cubes, within(1e-8));
  }

  private static double trace(Matrix m) {
    double trace = 0;
    for (int i = 0; i < m.rows; i++) {
      trace += m.values[i * m.columns + i];
    }
    return trace;
  }

  @Test
  void eigenvaluesOfAPathAreKnownInClosedForm() {
    int n = 9;
    Matrix path = new Matrix(n, n);
    for (int i = 0; i + 1 < n; i++) {
      path.values[i * n + i + 1] = 1;
      path.values[(i + 1) * n + i] = 1;
    }
    double[] values = SymmetricEigenvalues.of(path);
    Arrays.sort(values);
    for (int k = 0; k < n; k++) {
      double expected = -2 * Math.cos(Math.PI * (k + 1) / (n + 1));
      assertThat(values[k]).isEqualTo(expected, within(1e-12));
    }
  }

  @Test
  void metricsTellHealthyFromCollapsedEmbeddings() {
    Matrix identity = new Matrix(16, 8);
    for (int i = 0; i < 16; i++) {
      identity.values[i * 8 + i % 8] = i / 4 % 2 == 0 ? 1 : -1;
    }
    Matrix balanced = new Matrix(32, 8);
    balanced.addRows(range(0), identity);
    balanced.addRows(range(16), identity);
    EmbeddingMetrics healthy = EmbeddingMetrics.of(1, balanced, balanced);
    assertThat(healthy.cosZ()).isEqualTo(1, within(1e-12));
    assertThat(healthy.embeddingStd()).isGreaterThan(0.9);
    assertThat(healthy.effectiveRank()).isEqualTo(7, within(1e-9));

    Matrix same = new Matrix(32, 8);
    Arrays.fill(same.values, 1);
    EmbeddingMetrics collapsed = EmbeddingMetrics.of(1, same, same);
    assertThat(collapsed.embeddingStd()).isEqualTo(0, within(1e-12));
  }

  private static int[] range(int start) {
    int[] all = new int[16];
    Arrays.setAll(all, i -> start + i);
    return all;
  }

  @Test
  void edgesAreScaledByNodesPerEdge() {
    AffinitySettings scaled = new AffinitySettings(1, 0, 1, 0.5, EdgeScale.NODES_PER_EDGE);
    assertThat(scaled.edgeWeight(16, 100)).isEqualTo(0.5 * 32 / 100);
    assertThat(scaled.edgeWeight(1, 0)).isEqualTo(0.5);
    assertThat(new AffinitySettings(1, 0, 1, 0.5, EdgeScale.NONE).edgeWeight(16, 100))
        .isEqualTo(0.5);
  }

  @Test
  void settingsOutOfRangeAreRefusedByNameAndRule() {
    assertThatThrownBy(() -> new AffinitySettings(1.5, 0, 1, 0.5, EdgeScale.NONE))
        .hasMessage("Invalid objective.alpha: 1.5 (0 to 1)");
    assertThatThrownBy(() -> new AffinitySettings(1, 0, 0, 0.5, EdgeScale.NONE))
        .hasMessageContaining("objective.gamma");
    assertThatThrownBy(
            () ->
                new GraphMatchingSettings(
                    AffinitySettings.standard(), 1, 5, MessagePassingKind.GCN, 1))
        .hasMessageContaining("objective.graph-size: 1");
  }

  private static void assertClose(Matrix actual, Matrix expected) {
    assertThat(actual.rows).isEqualTo(expected.rows);
    assertThat(actual.columns).isEqualTo(expected.columns);
    for (int i = 0; i < expected.values.length; i++) {
      assertThat(actual.values[i]).isEqualTo(expected.values[i], within(1e-12));
    }
  }
}
