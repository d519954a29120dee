package org.lvmmed.model.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.config.DL4JSystemProperties;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.EngineCheck;

class Dl4jCheckTest {

  @Test
  void oneDnnIsOnInThisBuild() {
    EngineCheck check = Compute.cpu("dl4j").check();
    assertThat(check.loaded()).isTrue();
    assertThat(check.accelerated()).isTrue();
    assertThat(check.threads()).isEqualTo(1);
    assertThat(check.message()).isEqualTo("dl4j: CPU backend with oneDNN, 1 thread(s) per task");
  }

  @Test
  void disabledHelpersAreNoticedAndTheRemedyIsNamed() {
    String property = DL4JSystemProperties.DISABLE_HELPER_PROPERTY;
    String before = System.getProperty(property);
    System.setProperty(property, "true");
    try {
      EngineCheck check = Compute.cpu("dl4j").check();
      assertThat(check.accelerated()).isFalse();
      assertThat(check.message())
          .contains("WITHOUT oneDNN")
          .contains("-Dorg.eclipse.deeplearning4j.helpers.disable=false");
    } finally {
      System.setProperty(property, before);
    }
  }
}
