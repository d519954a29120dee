package org.lvmmed.jobs.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.LocalSpark;

class VectorAverageTest {

  /** A whole chunk and a piece of another. */
  private static final int LENGTH = VectorAverage.CHUNK + 12_345;

  private static final List<Integer> WORKERS = List.of(2, 0, 1, 3);

  @Test
  void everyValueIsTheWorkersWeightedMeanAndReportsComeInTheirOrder() {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    JavaPairRDD<Integer, byte[]> parts =
        spark
            .parallelize(WORKERS, WORKERS.size())
            .mapPartitionsToPair(
                workers -> {
                  int worker = workers.next();
                  return VectorAverage.parts(vector(worker), report(worker));
                });

    VectorAverage.Averaged averaged = VectorAverage.of(parts, LENGTH);

    assertThat(averaged.values()).isEqualTo(expected());
    assertThat(averaged.reports()).extracting(WorkerReport::worker).containsExactly(0, 1, 2, 3);
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

  private static long images(int worker) {
    return 10 + 7L * worker;
  }

  private static WorkerReport report(int worker) {
    return new WorkerReport(worker, images(worker), 1, Map.of(), new int[0], 0, 0);
  }
}
