package org.lvmmed.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PreprocessTest {

  @Test
  void itsJsonReadsBackEqual() {
    Preprocess preprocess = Preprocess.standard(64);
    assertThat(Preprocess.fromJson(preprocess.toJson())).isEqualTo(preprocess);
  }

  @Test
  void greyBecomesThreeChannelsEachWithItsOwnNormalisation() {
    Raster grey = Raster.of(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, 2, 2);
    Preprocess preprocess =
        new Preprocess(1, new float[] {0, 0.25f, 0.5f}, new float[] {1, 0.5f, 0.25f});
    assertThat(preprocess.apply(grey)).containsExactly(0.5f, 0.5f, 0f);
  }

  @Test
  void anotherResizeRuleIsRefusedByName() {
    String json = Preprocess.standard(64).toJson().replace("antialiased-bilinear", "nearest");
    assertThatThrownBy(() -> Preprocess.fromJson(json))
        .hasMessageContaining("resize")
        .hasMessageContaining("nearest");
  }

  @Test
  void aStandardDeviationOfZeroIsRefused() {
    assertThatThrownBy(() -> new Preprocess(8, new float[3], new float[3]))
        .hasMessageContaining("std above 0");
  }
}
