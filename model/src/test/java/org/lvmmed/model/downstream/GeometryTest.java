package org.lvmmed.model.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.view.Draws;

/** Where pixels and boxes go. */
class GeometryTest {

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

  @Test
  void aPositionTakesTheSmallestBoxAndATinyBoxIsTakenBySomePosition() {
    PyramidLevel fine = PyramidLevel.of(new int[] {8, 16}, 64, 64)[0];
    List<TaskBox> boxes =
        List.of(
            new TaskBox(0, 0, 40, 40, 0),
            new TaskBox(12, 12, 28, 28, 0),
            new TaskBox(50, 50, 52, 51, 0),
            new TaskBox(0, 0, 64, 81, 0));

    int[] assigned = Assignment.of(fine, boxes);

    assertThat(assigned[2 * 8 + 2]).isEqualTo(1);
    assertThat(assigned[6 * 8 + 6]).isEqualTo(2);
    assertThat(IntStream.of(assigned).filter(b -> b == 0)).isNotEmpty();
    assertThat(assigned).doesNotContain(3);
  }

  @Test
  void ofOverlappingBoxesOfOneClassTheSurestStays() {
    Detection sure = new Detection(new TaskBox(0, 0, 10, 10, 0), 0.9);
    Detection same = new Detection(new TaskBox(1, 0, 11, 10, 0), 0.8);
    Detection other = new Detection(new TaskBox(1, 0, 11, 10, 1), 0.7);
    Detection apart = new Detection(new TaskBox(9, 0, 19, 10, 0), 0.6);

    assertThat(Suppression.apply(List.of(apart, same, other, sure)))
        .containsExactly(sure, other, apart);
  }

  @Test
  void eachRoundOfTheOrderHoldsEverySampleOnce() {
    SampleOrder order = new SampleOrder(3, 7);
    int[] seen =
        IntStream.range(0, 7).flatMap(step -> IntStream.of(order.batch(step, 3))).toArray();

    for (int round = 0; round < 3; round++) {
      assertThat(Arrays.copyOfRange(seen, 7 * round, 7 * round + 7))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }
    assertThat(Arrays.copyOfRange(seen, 0, 7)).isNotEqualTo(Arrays.copyOfRange(seen, 7, 14));
  }
}
