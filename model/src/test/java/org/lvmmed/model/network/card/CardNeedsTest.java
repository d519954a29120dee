package org.lvmmed.model.network.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.network.EngineException;
import org.lvmmed.model.network.card.CardNeeds.Code;

class CardNeedsTest {

  private static final CardNeeds NEEDS =
      new CardNeeds(
          "Engine x", 580, List.of(new Code(7.5, 7.5), new Code(8.0, 9.0)), "use other nodes");

  private static Optional<String> complaint(String printed, int index) {
    return NEEDS.complaint(Optional.of(NvidiaSmi.parse(printed)), index);
  }

  @Test
  void aFitCardIsDescribedByNameCapabilityDriverAndMemory() {
    String printed =
        """
        0, Tesla T4, 7.5, 580.159.03, 15360, 14000
        1, NVIDIA H100 80GB HBM3, 9.0, 580.159.03, 81559, 81000
        """;

    assertThat(complaint(printed, 0)).isEmpty();
    assertThat(complaint(printed, 1)).isEmpty();
    assertThat(NvidiaSmi.parse(printed).get(1).describe())
        .isEqualTo(
            "card 1, NVIDIA H100 80GB HBM3, compute capability 9.0, driver 580.159.03,"
                + " 79.1 of 79.6 GB free");
  }

  @Test
  void withoutADriverOneSentenceSaysSo() {
    assertThat(NvidiaSmi.run("no-such-nvidia-smi")).isEmpty();
    assertThat(NEEDS.complaint(Optional.empty(), 0).orElseThrow())
        .contains("no driver answers here")
        .endsWith("or set encoder.device = cpu");
  }

  @Test
  void aCardWithoutMachineCodeIsRefusedByName() {
    assertThat(complaint("0, Tesla V100, 7.0, 580.1, 16384, 16000", 0).orElseThrow())
        .isEqualTo(
            "Engine x has machine code for compute capability 7.5, 8.0 to 9.0, and card 0 is"
                + " Tesla V100 (7.0): use other nodes");
  }

  @Test
  void anOldDriverIsToldWithTheOneThatIsNeeded() {
    assertThat(complaint("0, NVIDIA A100, 8.0, 535.104.05, 81920, 81000", 0).orElseThrow())
        .contains("needs an NVIDIA driver 580 or newer, and here is 535.104.05")
        .contains("update the driver");
  }

  @Test
  void aFullCardIsToldWithWhatIsFree() {
    assertThat(complaint("0, NVIDIA A100, 8.0, 580.1, 81920, 300", 0).orElseThrow())
        .contains("Card 0 (NVIDIA A100) is full, 0.3 of 80.0 GB free");
  }

  @Test
  void aCardThatTheDriverDoesNotKnowIsToldWithThoseThatItKnows() {
    assertThat(complaint("0, NVIDIA A100, 8.0, 580.1, 81920, 81000", 3).orElseThrow())
        .contains("given card 3")
        .contains("knows of card 0");
  }

  @Test
  void anAnswerThatNobodyKnowsIsQuoted() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> NvidiaSmi.parse("0, Tesla K40, [N/A], 470.1, 12288, 12000"))
        .withMessageContaining("Tesla K40, [N/A]")
        .withMessageContaining("update the driver");
  }
}
