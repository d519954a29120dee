package org.lvmmed.jobs.pretrain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArgsortTest {

  @Test
  void positionsAreThoseOfTheNumbersInAscendingOrderAndEqualNumbersKeepTheirs() {
    Random random = new Random(1);
    long[] numbers = random.longs(5000).map(n -> n % 3 == 0 ? n % 100 : n).toArray();
    numbers[17] = Long.MIN_VALUE;
    numbers[18] = Long.MAX_VALUE;

    int[] expected =
        IntStream.range(0, numbers.length)
            .boxed()
            .sorted(Comparator.comparingLong(i -> numbers[i]))
            .mapToInt(Integer::intValue)
            .toArray();

    assertThat(Argsort.ascending(numbers)).containsExactly(expected);
    assertThat(Argsort.ascending(new long[0])).isEmpty();
  }
}
