package org.lvmmed.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.doctor.MemoryTable;

/** Where a recipe's step lies in memory. */
class CardForecastTest {

  private static final long GIB = 1L << 30;

  private static MemoryTable table(String... settings) {
    RunConfig config = RunConfig.of("gpu-resnet50", List.of(settings));
    return MemoryTable.of(
        config.encoder(),
        config.views().small(),
        config.objective(),
        config.pretrain(),
        config.compute());
  }

  @Test
  void whatAStepKeepsLiesOnTheCardOrBesideTheHeap() {
    MemoryTable host = table("encoder.device=cpu", "encoder.precision=float32");
    MemoryTable card = table();

    assertThat(host.card()).isZero();
    assertThat(card.executorNative(1)).isLessThan(host.executorNative(1) / 50);
    // A trial on an H100 took 20.5 GB for a step of this size; activations are counted, not reused.
    assertThat(card.card()).isBetween(20 * GIB, 40 * GIB);
    assertThat(table("encoder.precision=float32").card()).isGreaterThan(card.card() * 3 / 2);
  }

  @Test
  void aNetworkThatFollowsAnotherCountsWithItsWeights() {
    MemoryTable alone = table();
    MemoryTable followed = table("objective.kind=moco-v2");

    assertThat(followed.state()).isEqualTo(alone.state() / 3 * 4);
    assertThat(followed.network()).isEqualTo(alone.network() / 4 * 5);
    assertThat(followed.card() - alone.card()).isEqualTo(alone.state() / 3);
  }
}
