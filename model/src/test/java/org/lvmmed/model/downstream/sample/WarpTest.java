package org.lvmmed.model.downstream.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.view.Draws;

class WarpTest {

  @Test
  void aWarpsBoxFollowsItsPixels() {
    float[] source = new float[20 * 30];
    for (int y = 6; y < 14; y++) {
      Arrays.fill(source, y * 30 + 10, y * 30 + 20, 1);
    }
    Warp.Range range = new Warp.Range(0, 1.3, 0.1);
    for (int draw = 0; draw < 20; draw++) {
      Warp warp = Warp.draw(Draws.of(draw), range, 24, 32, 14.5, 9.5);
      float[] out = new float[24 * 32];
      warp.sample(source, 20, 30, out, 0, 24, 32);
      TaskBox box = warp.inverse().box(new TaskBox(10, 6, 20, 14, 0));

      double bright = 0;
      for (float value : out) {
        bright += value;
      }
      assertThat(bright).isCloseTo(box.area(), within(0.12 * box.area()));
      int middle = (int) ((box.y1() + box.y2()) / 2) * 32 + (int) ((box.x1() + box.x2()) / 2);
      assertThat(out[middle]).isEqualTo(1);
    }
  }

  @Test
  void aWindowOfWholePixelsCopiesThem() {
    float[] source = {1, 2, 3, 4, 5, 6};
    float[] out = new float[4 * 5];
    Warp.window(4, 5, 1, 0.5).sample(source, 2, 3, out, 0, 4, 5);

    assertThat(out).containsExactly(0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 4, 5, 6, 0, 0, 0, 0, 0, 0);
  }
}
