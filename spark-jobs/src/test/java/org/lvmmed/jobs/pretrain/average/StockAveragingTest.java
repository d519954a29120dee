package org.lvmmed.jobs.pretrain.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.jobs.LocalSpark;
import org.lvmmed.jobs.dl4j.StockAveraging;
import org.lvmmed.jobs.pretrain.average.Averages.Contribution;

class StockAveragingTest {

  private static final int WIDTH = 20;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void workersAveragedByUsAreThoseOfDeeplearning4jsOwnMaster(int moments) throws IOException {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    try (StockAveraging stock = new StockAveraging(spark, 2, WIDTH, moments)) {
      float[] first = stock.alone(0);
      float[] second = stock.alone(1);
      float[] ours = Averages.of(new Contribution(1, first), new Contribution(1, second));

      stock.round();

      float[] theirs = stock.parameters();
      assertThat(theirs).hasSize(WIDTH * WIDTH).isNotEqualTo(first);
      for (int i = 0; i < ours.length; i++) {
        assertThat(ours[i]).isCloseTo(theirs[i], within(1e-6f));
      }
    }
  }
}
