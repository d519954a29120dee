package org.lvmmed.jobs.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
  private static final AtomicInteger HOLDING = new AtomicInteger();

  private JavaSparkContext spark;

  @BeforeEach
  void start() {
    spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
  }

  @Test
  void ofTwoTasksThatWereAssignedOneCardOneHasItAndTheOtherIsToldWhy() {
    List<String> told =
        new ArrayList<>(spark.parallelize(List.of(1, 2), 2).map(i -> together()).collect());

    assertThat(told).containsOnlyOnce("card 3");
    told.remove("card 3");
    assertThat(told.get(0))
        .contains("Card 3 is in use by another task")
        .contains("spark.task.resource.gpu.amount = 1");
  }

  /** The barriers keep both tasks alive until both have asked. */
  private static String together() throws Exception {
    BOTH.await(1, TimeUnit.MINUTES);
    String told = ask(OptionalInt.of(3));
    BOTH.await(1, TimeUnit.MINUTES);
    return told;
  }

  private static String ask(OptionalInt assigned) {
    try {
      return "card " + TaskCards.hold(TaskContext.get(), assigned);
    } catch (EngineException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void onOneMachineTasksTakeTurnsOnTheFirstCard() {
    assertThat(spark.parallelize(List.of(1, 2, 3, 4), 4).map(i -> alone()).collect())
        .containsOnly("card 0, one holds it");
  }

  private static String alone() throws Exception {
    String card = ask(OptionalInt.empty());
    ask(OptionalInt.empty());
    String holding = HOLDING.incrementAndGet() == 1 ? "one holds it" : "several hold it";
    Thread.sleep(50);
    HOLDING.decrementAndGet();
    return card + ", " + holding;
  }

  @Test
  void whereNoCardIsUsedTasksShareTheProcessor() {
    Compute wanted = Compute.cpu("torch");

    assertThat(spark.parallelize(List.of(1, 2), 2).map(i -> TaskCards.of(wanted)).collect())
        .containsOnly(wanted);
  }
}
