package org.lvmmed.jobs.pretrain.average;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.LocalSpark;
import scala.collection.JavaConverters;

class PlacementTest {

  private static final List<String> EXECUTORS = List.of("executor_a_1", "executor_b_2");

  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());

  private static List<String> wishes(JavaRDD<?> tasks) {
    return tasks.partitions().stream()
        .map(part -> JavaConverters.seqAsJavaList(tasks.rdd().preferredLocations(part)))
        .map(places -> String.join(",", places))
        .toList();
  }

  @Test
  void executorsHaveEqualNumbersOfWorkersAndEachHasItsOwnWheneverItIsRunAgain() {
    Placement placement = Placement.on(EXECUTORS);
    List<Integer> all = IntStream.range(0, 5).boxed().toList();

    assertThat(wishes(placement.tasks(spark, List.of("a", "b", "c", "d", "e"), all, 5)))
        .containsExactly(
            "executor_a_1", "executor_a_1", "executor_a_1", "executor_b_2", "executor_b_2");
    assertThat(wishes(placement.tasks(spark, List.of("b", "d"), List.of(1, 3), 5)))
        .containsExactly("executor_a_1", "executor_b_2");
  }

  @Test
  void everyPartIsATaskWhoseWishNeedNotBeMet() {
    Placement placement = Placement.on(EXECUTORS); // which are not there

    JavaRDD<String> tasks = placement.tasks(spark, List.of("a", "b", "c"), List.of(0, 1, 2), 3);

    assertThat(tasks.map(text -> text + text).collect()).containsExactly("aa", "bb", "cc");
  }

  @Test
  void whereTheDriverIsTheOnlyExecutorThereIsNothingToWish() {
    assertThat(wishes(Placement.steady().tasks(spark, List.of("a"), List.of(0), 1)))
        .containsExactly("");
  }
}
