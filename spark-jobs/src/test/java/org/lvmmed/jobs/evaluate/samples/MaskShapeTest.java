package org.lvmmed.jobs.evaluate.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.downstream.sample.ByteMask;

class MaskShapeTest {

  @Test
  void theStrokeOfABarIsItsWidth() {
    MaskShape bar = MaskShape.of(mask(100, (y, x) -> y > 9 && y < 90 && x >= 40 && x < 44 ? 2 : 0));

    assertThat(bar.strokeWidth()).isCloseTo(2.0 * 320 / 168, within(1e-12)).isBetween(3.7, 4.0);
    assertThat(bar.classes().stream().toArray()).containsExactly(2);
  }

  @Test
  void vesselsOfALargeImageGoInAsCropsAndOrgansDoNot() {
    MaskShape vessels = MaskShape.of(mask(560, (y, x) -> x % 40 < 3 ? 1 : 0));
    MaskShape organ = MaskShape.of(mask(560, (y, x) -> Math.hypot(y - 280, x - 280) < 150 ? 1 : 0));
    MaskShape small = MaskShape.of(mask(48, (y, x) -> x == 20 ? 1 : 0));

    assertThat(isThin(vessels, vessels, organ)).isTrue();
    assertThat(isThin(organ, organ, vessels)).isFalse();
    assertThat(isThin(small)).as("nothing is lost by enlarging").isFalse();
  }

  @Test
  void whatIsIgnoredIsNoClass() {
    MaskShape shape = MaskShape.of(mask(100, (y, x) -> x < 4 ? 255 : x < 50 ? 1 : 0));

    assertThat(shape.classes().stream().toArray()).containsExactly(1);
  }

  @Test
  void anEmptyMaskDecidesNothing() {
    MaskShape empty = MaskShape.of(mask(560, (y, x) -> 0));

    assertThat(empty.strokeWidth()).isZero();
    assertThat(isThin(empty)).isFalse();
  }

  @Test
  void masksSurviveAPng() {
    ByteMask mask = mask(9, (y, x) -> 20 * y + x);

    ByteMask read = MaskPng.decode(MaskPng.encode(mask));

    assertThat(read.classes()).isEqualTo(mask.classes());
    assertThat(MaskPng.resize(mask, 3, 3).at(1, 1)).isEqualTo(20 * 4 + 4);
  }

  private static boolean isThin(MaskShape... shapes) {
    return new MaskSurvey(new BitSet(), List.of(shapes)).isThin(128);
  }

  private static ByteMask mask(int size, IntBinaryOperator type) {
    byte[] classes = new byte[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        classes[y * size + x] = (byte) type.applyAsInt(y, x);
      }
    }
    return new ByteMask(size, size, classes);
  }
}
