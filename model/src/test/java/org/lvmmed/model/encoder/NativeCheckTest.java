package org.lvmmed.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.config.DL4JSystemProperties;
import org.junit.jupiter.api.Test;

class NativeCheckTest {

  @Test
  void oneDnnIsOnInThisBuild() {
    NativeCheck check = NativeCheck.run();
    assertThat(check.accelerated()).isTrue();
    assertThat(check.backend()).isEqualTo("CPU");
    assertThat(check.threads()).isEqualTo(1);
    assertThat(check.message()).isEqualTo("CPU backend with oneDNN, 1 thread(s) per task");
  }

  @Test
  void disabledHelpersAreNoticedAndTheRemedyIsNamed() {
    String property = DL4JSystemProperties.DISABLE_HELPER_PROPERTY;
    String before = System.getProperty(property);
    System.setProperty(property, "true");
    try {
      NativeCheck check = NativeCheck.run();
      assertThat(check.accelerated()).isFalse();
      assertThat(check.message())
          .contains("WITHOUT oneDNN")
          .contains("-Dorg.eclipse.deeplearning4j.helpers.disable=false");
    } finally {
      System.setProperty(property, before);
    }
  }
}
