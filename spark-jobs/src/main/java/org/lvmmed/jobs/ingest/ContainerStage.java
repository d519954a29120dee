package org.lvmmed.jobs.ingest;

import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.lvmmed.ingest.container.ContainerStore;
import org.lvmmed.ingest.container.Containers;

/** Looks into archives and tables in parallel, each a task of its own. */
final class ContainerStage implements Containers.Indexer {
  private final JavaSparkContext spark;
  private final Broadcast<ReadingContext> context;

  ContainerStage(JavaSparkContext spark, Broadcast<ReadingContext> context) {
    this.spark = spark;
    this.context = context;
  }

  @Override
  public List<Containers.Indexed> index(List<Containers.Task> tasks) {
    if (tasks.isEmpty()) {
      return List.of();
    }
    Broadcast<ReadingContext> shared = context;
    return spark.parallelize(tasks, tasks.size()).map(task -> look(shared.value(), task)).collect();
  }

  private static Containers.Indexed look(ReadingContext context, Containers.Task task)
      throws IOException {
    try (ContainerStore store = context.store()) {
      return store.index(task);
    }
  }
}
