package org.lvmmed.model.downstream.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TilesTest {

  @Test
  void tilesCoverEveryPixelOfImagesOfAnySizeAndGiveBackWhatAllAgreeOn() {
    for (int[] size : new int[][] {{40, 100}, {32, 32}, {20, 50}, {33, 31}}) {
      int area = size[0] * size[1];
      float[] planes = new float[3 * area];
      for (int i = 0; i < planes.length; i++) {
        planes[i] = 1 + i % area;
      }
      Tiles tiles = new Tiles(size[0], size[1], 32, 2);
      for (Tiles.Place place : tiles.places()) {
        float[] tile = new float[3 * 32 * 32];
        tiles.cut(planes, place, tile);
        float[] ones = new float[32 * 32];
        Arrays.fill(ones, 1);
        tiles.add(new float[][] {Arrays.copyOf(tile, 32 * 32), ones}, place);
      }
      float[][] sums = tiles.sums();
      for (int i = 0; i < area; i++) {
        assertThat(sums[1][i]).isPositive();
        assertThat(sums[0][i] / sums[1][i]).isCloseTo(1 + i, within(1e-2f));
      }
    }
  }
}
