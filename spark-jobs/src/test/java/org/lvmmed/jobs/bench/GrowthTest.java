package org.lvmmed.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.bench.Growth.Measured;

class GrowthTest {

  @Test
  void theExponentOfGrowthIsThatOfThePowerTheTimesFollow() {
    List<Measured> times =
        List.of(new Measured(100, 0.5), new Measured(200, 4), new Measured(800, 256));

    assertThat(Growth.exponent(times)).isCloseTo(3, within(1e-12));
  }
}
