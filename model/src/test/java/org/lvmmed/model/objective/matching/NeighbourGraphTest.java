package org.lvmmed.model.objective.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.objective.Samples;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.objective.matching.AffinitySettings.EdgeScale;

class NeighbourGraphTest {

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
        .hasMessage("Invalid objective.graph-matching.affinities.alpha: 1.5 (0 to 1)");
    assertThatThrownBy(() -> new AffinitySettings(1, 0, 0, 0.5, EdgeScale.NONE))
        .hasMessageContaining("objective.graph-matching.affinities.gamma");
    assertThatThrownBy(
            () ->
                new GraphMatchingSettings(
                    1,
                    5,
                    MessagePassingKind.GCN,
                    1,
                    AffinitySettings.standard(),
                    EstimatorSettings.standard(),
                    ProjectorSettings.standard()))
        .hasMessageContaining("objective.graph-matching.graph-size: 1");
  }
}
