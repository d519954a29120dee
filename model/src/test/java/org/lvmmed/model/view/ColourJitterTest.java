package org.lvmmed.model.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.image.Raster;

class ColourJitterTest {

  /** The JDK's own conversion knows the hexcone model too. */
  @Test
  void hueAloneTurnsTheColourAndKeepsSaturationAndValue() {
    var hueOnly = new ColourJitter(new ViewSettings.Jitter(0, 0, 0, 0.2, 1));
    for (int i = 0; i < 50; i++) {
      float[] before = random(Draws.of(i));
      Planes planes = new Planes(Raster.of(before.clone(), 1, 1));
      hueOnly.apply(planes, Draws.of(i, 1));
      float turn = turn(Draws.of(i, 1));
      assertThat(hsb(planes)[1]).isEqualTo(hsb(before)[1], within(0.02f));
      assertThat(hsb(planes)[2]).isEqualTo(hsb(before)[2], within(0.01f));
      float distance =
          Math.floorMod(Math.round(1000 * (hsb(planes)[0] - hsb(before)[0] - turn)), 1000);
      assertThat(Math.min(distance, 1000 - distance)).isLessThan(15);
    }
  }

  @Test
  void noStrengthChangesNothing() {
    float[] before = random(Draws.of(8));
    Planes planes = new Planes(Raster.of(before.clone(), 1, 1));
    new ColourJitter(new ViewSettings.Jitter(0, 0, 0, 0, 1)).apply(planes, Draws.of(1));
    for (int c = 0; c < 3; c++) {
      assertThat(planes.all()[c][0]).isEqualTo(before[c], within(1e-6f));
    }
  }

  private static float turn(Draws draws) {
    for (int skipped = 0; skipped < 3; skipped++) {
      draws.uniform();
    }
    return (float) draws.uniform(-0.2, 0.2);
  }

  private static float[] random(Draws draws) {
    return new float[] {
      (float) draws.uniform(0.6, 1), (float) draws.uniform(0, 0.4), (float) draws.uniform(0.2, 0.8)
    };
  }

  private static float[] hsb(Planes planes) {
    return hsb(new float[] {planes.all()[0][0], planes.all()[1][0], planes.all()[2][0]});
  }

  private static float[] hsb(float[] rgb) {
    return Color.RGBtoHSB(
        Math.round(rgb[0] * 255), Math.round(rgb[1] * 255), Math.round(rgb[2] * 255), null);
  }
}
