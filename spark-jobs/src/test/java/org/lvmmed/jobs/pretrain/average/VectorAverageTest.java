package org.lvmmed.jobs.pretrain.average;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.LocalSpark;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction1;

class VectorAverageTest {

  private static final AtomicInteger TIMES = new AtomicInteger();

  /** A whole chunk and a part of another. */
  private static final int LENGTH = SharedVector.CHUNK + 12_345;

  @Test
  void everyValueIsTheWorkersWeightedMeanAndReportsComeInTheirOrder() {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    SharedVector average = new SharedVector(spark, LENGTH);

    VectorAverage.Averaged averaged =
        new VectorAverage<>(
                spark,
                List.of(0, 1, 2, 3),
                worker -> new VectorAverage.Trained(vector(worker), own(worker), report(worker)),
                average,
                Placement.steady())
            .run();

    assertThat(averaged.values()).isEqualTo(expected());
    assertThat(averaged.own())
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(expectedOwn());
    assertThat(spark.parallelize(List.of(0), 1).map(i -> average.values(v -> {})).first())
        .isEqualTo(averaged.values());
    assertThat(averaged.reports()).extracting(WorkerReport::worker).containsExactly(0, 1, 2, 3);
  }

  @Test
  void vectorsThatAreLostBeforeTheyAreReadAreMadeAgain() {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    TIMES.set(0);

    VectorAverage.Averaged averaged =
        new VectorAverage<>(
                spark,
                List.of(0, 1, 2, 3),
                worker -> {
                  TIMES.incrementAndGet();
                  // Two tasks at a time: two of the others are done, and are done again.
                  if (worker == 3) {
                    loseStored();
                  }
                  return new VectorAverage.Trained(vector(worker), own(worker), report(worker));
                },
                new SharedVector(spark, LENGTH),
                Placement.anywhere())
            .run();

    assertThat(averaged.values()).isEqualTo(expected());
    assertThat(averaged.own())
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(expectedOwn());
    assertThat(averaged.reports()).extracting(WorkerReport::worker).containsExactly(0, 1, 2, 3);
    assertThat(TIMES.get()).isBetween(6, 7);
  }

  /** What an executor takes with it. */
  private static void loseStored() {
    BlockManager blocks = SparkEnv.get().blockManager();
    var stored =
        blocks.getMatchingBlockIds(
            new AbstractFunction1<>() {
              @Override
              public Object apply(BlockId block) {
                return block.isRDD();
              }
            });
    JavaConverters.seqAsJavaList(stored).forEach(block -> blocks.removeBlock(block, true));
  }

  private static float[] expected() {
    float[][] vectors =
        IntStream.range(0, 4).mapToObj(VectorAverageTest::vector).toArray(float[][]::new);
    float[] mean = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      double sum = 0;
      for (int w = 0; w < vectors.length; w++) {
        sum += images(w) * (double) vectors[w][i];
      }
      mean[i] = (float) (sum / (images(0) + images(1) + images(2) + images(3)));
    }
    return mean;
  }

  private static float[] vector(int worker) {
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = (i * 31 + worker * 7_919) % 1_009 / 37f;
    }
    return values;
  }

  /** The first worker keeps nothing for itself, the others ever more. */
  private static float[] own(int worker) {
    return Arrays.copyOf(vector(worker), 3 * worker);
  }

  private static List<float[]> expectedOwn() {
    return IntStream.range(0, 4).mapToObj(VectorAverageTest::own).toList();
  }

  private static long images(int worker) {
    return 10 + 7L * worker;
  }

  private static WorkerReport report(int worker) {
    return new WorkerReport(worker, images(worker), 1, Map.of(), new int[0], 0, 0);
  }
}
