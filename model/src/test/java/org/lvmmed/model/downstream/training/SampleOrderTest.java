package org.lvmmed.model.downstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleOrderTest {

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
