package org.lvmmed.jobs.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.LocalSpark;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.EngineException;

/** Which card a task computes on, on one machine; with addresses of a cluster in the YARN test. */
class TaskCardsTest {

  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  private JavaSparkContext spark;

  @BeforeEach
  void start() {
    spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
  }

  @Test
  void ofTwoTasksAtATimeOneHasTheCardAndTheOtherIsToldWhy() {
    List<String> told =
        new ArrayList<>(spark.parallelize(List.of(1, 2), 2).map(i -> together()).collect());

    assertThat(told).containsOnlyOnce("card 0");
    told.remove("card 0");
    assertThat(told.get(0))
        .contains("Card 0 is in use by another task")
        .contains("--master local[1]");
  }

  /** The barriers keep both tasks alive until both have asked. */
  private static String together() throws Exception {
    BOTH.await(1, TimeUnit.MINUTES);
    String told = ask();
    BOTH.await(1, TimeUnit.MINUTES);
    return told;
  }

  private static String ask() {
    try {
      return "card " + TaskCards.hold(TaskContext.get());
    } catch (EngineException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void tasksOneAfterTheOtherHaveTheSameCardAndATaskMayAskTwice() {
    List<String> told =
        spark.parallelize(List.of(1, 2, 3), 1).map(i -> ask() + ", " + ask()).collect();

    assertThat(told).containsOnly("card 0, card 0");
    assertThat(spark.parallelize(List.of(1), 1).map(i -> ask()).collect())
        .containsExactly("card 0");
  }

  @Test
  void whereNoCardIsUsedTasksShareTheProcessor() {
    Compute wanted = Compute.cpu("torch");

    assertThat(spark.parallelize(List.of(1, 2), 2).map(i -> TaskCards.of(wanted)).collect())
        .containsOnly(wanted);
  }
}
