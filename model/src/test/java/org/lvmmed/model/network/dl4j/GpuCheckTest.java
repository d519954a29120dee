package org.lvmmed.model.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.network.EngineException;
import org.lvmmed.model.network.card.Card;

class GpuCheckTest {

  private static final long GIGABYTE = 1L << 30;

  private static Card card(int index, String name, double capability) {
    return new Card(index, name, capability, "515.105.01", 16 * GIGABYTE, 15 * GIGABYTE);
  }

  @Test
  void usableCardsAreNamedWithTheirComputeCapability() {
    List<Card> cards = List.of(card(0, "NVIDIA A100", 8.0), card(1, "Tesla T4", 7.5));

    assertThat(GpuCheck.describe(Optional.of(cards)))
        .contains("card 0, NVIDIA A100, compute capability 8.0")
        .contains("card 1, Tesla T4, compute capability 7.5");
  }

  @Test
  void oneCardTooNewForTheMachineCodeIsEnoughToRefuse() {
    List<Card> cards = List.of(card(0, "Tesla T4", 7.5), card(1, "NVIDIA H100 PCIe", 9.0));

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> GpuCheck.describe(Optional.of(cards)))
        .withMessageContaining("card 1 is NVIDIA H100 PCIe (9.0)")
        .withMessageContaining("engine torch in a build with -Pcuda");
  }

  @Test
  void withoutADriverOneSentenceSaysSo() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> GpuCheck.describe(Optional.empty()))
        .withMessageContaining("no driver answers here");
  }

  @Test
  void thisBuildIsForTheCpu() {
    assertThat(GpuCheck.applies()).isFalse();
  }
}
