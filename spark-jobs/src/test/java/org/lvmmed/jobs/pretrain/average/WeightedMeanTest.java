package org.lvmmed.jobs.pretrain.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.pretrain.average.Averages.Contribution;

class WeightedMeanTest {

  @Test
  void workersAreWeightedByTheirImages() throws IOException {
    assertThat(Averages.of(new Contribution(30, 1, 4), new Contribution(10, 5, 0)))
        .containsExactly(2, 3);
  }

  @Test
  void aVectorOfSeveralBlocksIsAveragedToItsEnd() throws IOException {
    Random random = new Random(7);
    float[][] vectors = new float[3][2 * FloatBytes.BLOCK + 17];
    for (float[] vector : vectors) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) random.nextGaussian();
      }
    }

    float[] mean =
        Averages.of(
            new Contribution(17, vectors[0]),
            new Contribution(18, vectors[1]),
            new Contribution(19, vectors[2]));

    for (int i = 0; i < mean.length; i++) {
      double sum = 17.0 * vectors[0][i] + 18.0 * vectors[1][i] + 19.0 * vectors[2][i];
      assertThat(mean[i]).isEqualTo((float) (sum / 54));
    }
  }

  @Test
  void runningVariancesAreThoseOfTheUnionOfTheWorkersImages() throws IOException {
    var layer = new BatchNormMoments(new int[] {0}, new int[] {1}, new int[] {1});
    // Means 1 and 3, variances 0.5 and 1.5: the union's variance is 1 + 1.
    float[] first = {1, 0.5f};
    float[] second = {3, 1.5f};
    layer.toMoments(first);
    layer.toMoments(second);

    float[] union = Averages.of(new Contribution(8, first), new Contribution(8, second));
    layer.toVariances(union);

    assertThat(union[0]).isEqualTo(2);
    assertThat(union[1]).isCloseTo(2, within(1e-6f));
  }
}
