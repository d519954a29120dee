package org.lvmmed.jobs.pretrain.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PretrainSettingsTest {

  /** Images are kept at 64 × 64 pixels, 4096 bytes. */
  private static PretrainSettings settings(int shuffleWindow, long cacheSize) {
    return new PretrainSettings(
        2,
        64,
        10,
        PretrainSettings.Outer.plain(),
        1,
        1e-3,
        PretrainSettings.Schedule.COSINE,
        0,
        0,
        0,
        0,
        shuffleWindow,
        64,
        cacheSize,
        0,
        1,
        1,
        0,
        1,
        0);
  }

  @Test
  void aFullShuffleOfMoreImagesThanTheCacheHoldsIsTold() {
    assertThat(settings(0, 1 << 22).shufflesMoreThanFits(1024)).isFalse();
    assertThat(settings(0, 1 << 22).shufflesMoreThanFits(1025)).isTrue();
    assertThat(settings(0, 1 << 22).shufflesMoreThanFits(Integer.MAX_VALUE)).isTrue();
  }

  @Test
  void windowsNeedNoCacheForTheCorpus() {
    assertThat(settings(1000, 1 << 22).shufflesMoreThanFits(1_000_000)).isFalse();
  }
}
