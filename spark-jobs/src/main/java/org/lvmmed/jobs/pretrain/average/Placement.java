package org.lvmmed.jobs.pretrain.average;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockManagerId;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * On which executor a worker's part of a round is best run. A wish: where the executor is busy for
 * longer than {@code spark.locality.wait}, Spark takes another, and the result is the same.
 */
public final class Placement {

  private final List<String> executors;

  private Placement(List<String> executors) {
    this.executors = List.copyOf(executors);
  }

  /** Wherever there is room. */
  public static Placement anywhere() {
    return new Placement(List.of());
  }

  /**
   * Each worker on the same executor in every round, as long as executors stay: what an executor
   * has read of a worker's images then serves again.
   */
  public static Placement steady() {
    List<String> places = new ArrayList<>();
    for (BlockManagerId block :
        JavaConverters.asJavaCollection(
            SparkEnv.get().blockManager().master().getMemoryStatus().keys().toSeq())) {
      if (!block.isDriver()) {
        places.add("executor_" + block.host() + "_" + block.executorId());
      }
    }
    Collections.sort(places);
    return new Placement(places);
  }

  static Placement on(List<String> executors) {
    return new Placement(executors);
  }

  /**
   * A task for each part, with the wish for where it is run. Neighbouring workers share an
   * executor, and executors have equal numbers of workers give or take one.
   *
   * @param parts of some workers
   * @param workers their numbers, of {@code all}
   */
  <T> JavaRDD<T> tasks(JavaSparkContext spark, List<T> parts, List<Integer> workers, int all) {
    if (executors.isEmpty()) {
      return spark.parallelize(parts, parts.size());
    }
    List<Tuple2<T, Seq<String>>> placed = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      int executor = (int) ((long) workers.get(i) * executors.size() / all);
      placed.add(new Tuple2<>(parts.get(i), seq(List.of(executors.get(executor)))));
    }
    ClassTag<T> any = ClassTag$.MODULE$.apply(Object.class);
    return spark.sc().makeRDD(seq(placed), any).toJavaRDD();
  }

  private static <T> Seq<T> seq(List<T> values) {
    return JavaConverters.asScalaBuffer(values).toSeq();
  }
}
