package org.lvmmed.model.network.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Compute.Device;
import org.lvmmed.model.network.EngineCheck;
import org.lvmmed.model.network.EngineException;
import org.lvmmed.model.network.Glibc;
import org.lvmmed.model.network.Precision;

class TorchLibraryTest {

  @Test
  void thisMachineCanUseIt() {
    EngineCheck check = Compute.cpu("torch").check();
    assertThat(check.loaded()).isTrue();
    assertThat(check.accelerated()).isTrue();
    assertThat(check.message())
        .startsWith("torch: CPU with ")
        .contains("oneDNN, float32, 1 thread");
  }

  @Test
  void anOldCLibraryIsNamedWithTheOneThatIsNeededAndTheRemedy() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> TorchLibrary.requireLibrary(Optional.of(new Glibc(2, 28))))
        .withMessageContaining("needs glibc 2.35 or newer")
        .withMessageContaining("this machine has 2.28")
        .withMessageContaining("set encoder.engine = dl4j");
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> TorchLibrary.requireLibrary(Optional.empty()))
        .withMessageContaining("another C library");
    assertThatCode(() -> TorchLibrary.requireLibrary(Optional.of(new Glibc(2, 35))))
        .doesNotThrowAnyException();
  }

  @Test
  void aCardThatIsNotThereIsRefusedInOneSentence() {
    EngineCheck check = new Compute("torch", Device.CUDA, Precision.FLOAT32).check();
    assertThat(check.loaded()).isFalse();
    assertThat(check.message()).contains("encoder.device is cuda").contains("encoder.device = cpu");
  }
}
