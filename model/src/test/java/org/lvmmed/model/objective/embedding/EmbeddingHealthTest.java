package org.lvmmed.model.objective.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.EmbeddingMetrics;
import org.lvmmed.model.objective.Samples;

class EmbeddingHealthTest {

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
  void metricsTellHealthyFromCollapsedEmbeddings() {
    Matrix identity = new Matrix(16, 8);
    for (int i = 0; i < 16; i++) {
      identity.values[i * 8 + i % 8] = i / 4 % 2 == 0 ? 1 : -1;
    }
    Matrix balanced = new Matrix(32, 8);
    balanced.addRows(range(0), identity);
    balanced.addRows(range(16), identity);
    EmbeddingMetrics healthy = EmbeddingHealth.of(1, balanced, balanced);
    assertThat(healthy.cosine()).isEqualTo(1, within(1e-12));
    assertThat(healthy.std()).isGreaterThan(0.9);
    assertThat(healthy.effectiveRank()).isEqualTo(7, within(1e-9));

    Matrix same = new Matrix(32, 8);
    Arrays.fill(same.values, 1);
    EmbeddingMetrics collapsed = EmbeddingHealth.of(1, same, same);
    assertThat(collapsed.std()).isEqualTo(0, within(1e-12));
  }

  private static int[] range(int start) {
    int[] all = new int[16];
    Arrays.setAll(all, i -> start + i);
    return all;
  }
}
