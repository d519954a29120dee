package org.lvmmed.jobs.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lvmmed.jobs.pretrain.Averages.contribution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkTest {

  @Test
  void workersAreWeightedByTheirImages() {
    float[] mean = Averages.of(List.of(contribution(0, 30, 1, 4), contribution(1, 10, 5, 0)), 2);

    assertThat(mean).containsExactly(2, 3);
  }

  @Test
  void theOrderOfArrivalChangesNoBit() {
    Random random = new Random(7);
    List<byte[]> workers = new ArrayList<>();
    for (int w = 0; w < 5; w++) {
      float[] values = new float[1000];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      workers.add(contribution(w, 17 + w, values));
    }
    float[] expected = Averages.of(workers, 1000);
    for (int trial = 0; trial < 10; trial++) {
      Collections.shuffle(workers, random);
      assertThat(Averages.of(workers, 1000)).isEqualTo(expected);
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

    float[] union = Averages.of(List.of(contribution(0, 8, first), contribution(1, 8, second)), 2);
    layer.toVariances(union);

    assertThat(union[0]).isEqualTo(2);
    assertThat(union[1]).isCloseTo(2, within(1e-6f));
  }
}
