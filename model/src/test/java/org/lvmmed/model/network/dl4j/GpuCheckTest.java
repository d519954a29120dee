package org.lvmmed.model.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.network.EngineException;

class GpuCheckTest {

  @Test
  void usableCardsAreNamedWithTheirComputeCapability() {
    assertThat(GpuCheck.describe(Optional.of("NVIDIA A100-SXM4-80GB, 8.0\nTesla T4, 7.5\n")))
        .isEqualTo(
            "NVIDIA A100-SXM4-80GB, compute capability 8.0, Tesla T4, compute capability 7.5");
  }

  @Test
  void withoutADriverOneSentenceSaysSo() {
    assertThat(GpuCheck.smi("no-such-nvidia-smi")).isEmpty();
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> GpuCheck.describe(Optional.empty()))
        .withMessageContaining("no driver answers here")
        .withMessageContaining("use the CPU build");
  }

  @Test
  void aCardTooNewForTheMachineCodeIsRefusedByName() {
    assertThatIllegalStateException()
        .isThrownBy(() -> GpuCheck.describe(Optional.of("NVIDIA H100 PCIe, 9.0")))
        .withMessageContaining("NVIDIA H100 PCIe (compute capability 9.0)");
    assertThatIllegalStateException()
        .isThrownBy(() -> GpuCheck.describe(Optional.of("Tesla K40, [N/A]")))
        .withMessageContaining("update the driver");
  }

  @Test
  void thisBuildIsForTheCpu() {
    assertThat(GpuCheck.applies()).isFalse();
  }
}
