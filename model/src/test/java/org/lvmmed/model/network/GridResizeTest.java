package org.lvmmed.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GridResizeTest {

  private static final float[] EXPECTED_4 = {
    -0.50601f, -0.22833f, 1.26734f, 3.04333f, 3.51980f, 6.02156f, 10.75674f, 14.75680f, 19.20442f,
    24.94570f, 34.39948f, 41.63906f, 36.71497f, 44.68032f, 57.37362f, 66.83727f
  };
  private static final float[] EXPECTED_2 = {2.87117f, 8.19785f, 30.28452f, 47.04453f};

  /** What PyTorch 2.13 prints for interpolate(x, size, mode="bicubic", antialias=True). */
  @Test
  void aRampIsResizedAsPyTorchDoes() {
    float[] ramp = new float[9];
    for (int i = 0; i < 9; i++) {
      ramp[i] = i * i;
    }
    assertThat(GridResize.resize(ramp, 1, 3, 4)).containsExactly(EXPECTED_4, within(1e-4f));
    assertThat(GridResize.resize(ramp, 1, 3, 2)).containsExactly(EXPECTED_2, within(1e-4f));
  }

  @Test
  void eachPositionsWeightsSumToOneAndTheSameGridIsItself() {
    float[] matrix = GridResize.matrix(5, 7, 3);
    for (int p = 0; p < 21; p++) {
      double sum = 0;
      for (int q = 0; q < 25; q++) {
        sum += matrix[25 * p + q];
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
    }
    float[] same = GridResize.matrix(4, 4, 4);
    for (int i = 0; i < same.length; i++) {
      assertThat(same[i]).isEqualTo(i % 17 == 0 ? 1f : 0f);
    }
  }
}
