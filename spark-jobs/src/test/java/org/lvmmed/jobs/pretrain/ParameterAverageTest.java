package org.lvmmed.jobs.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.pretrain.ParameterAverage.Contribution;

class ParameterAverageTest {

  @Test
  void workersAreWeightedByTheirImages() {
    float[] mean =
        ParameterAverage.of(
            List.of(
                new Contribution(0, 30, new float[] {1, 4}),
                new Contribution(1, 10, new float[] {5, 0})));

    assertThat(mean).containsExactly(2, 3);
  }

  @Test
  void theOrderOfArrivalChangesNoBit() {
    Random random = new Random(7);
    List<Contribution> workers = new ArrayList<>();
    for (int w = 0; w < 5; w++) {
      float[] values = new float[1000];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      workers.add(new Contribution(w, 17 + w, values));
    }
    float[] expected = ParameterAverage.of(workers);
    for (int trial = 0; trial < 10; trial++) {
      Collections.shuffle(workers, random);
      assertThat(ParameterAverage.of(workers)).isEqualTo(expected);
    }
  }

  @Test
  void runningVariancesAreThoseOfTheUnionOfTheWorkersImages() {
    var layer = new BatchNormMoments(new int[] {0}, new int[] {1}, new int[] {1});
    // Means 1 and 3, variances 0.5 and 1.5: the union's variance is 1 + 1.
    float[] first = {1, 0.5f};
    float[] second = {3, 1.5f};
    layer.toMoments(first);
    layer.toMoments(second);

    float[] union =
        ParameterAverage.of(List.of(new Contribution(0, 8, first), new Contribution(1, 8, second)));
    layer.toVariances(union);

    assertThat(union[0]).isEqualTo(2);
    assertThat(union[1]).isCloseTo(2, within(1e-6f));
  }
}
