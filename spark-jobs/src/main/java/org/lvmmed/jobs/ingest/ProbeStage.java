package org.lvmmed.jobs.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.lvmmed.ingest.container.ContainerStore;
import org.lvmmed.ingest.plan.Probe;
import org.lvmmed.ingest.plan.Prober;
import org.lvmmed.jobs.io.WorkFiles;

/** Looks at every file once, in parallel, and keeps what it saw for a run that is resumed. */
final class ProbeStage {
  private static final long LOOK_BYTES = 256 << 10;
  private static final int FILES_PER_CHUNK = 100_000;

  private final JavaSparkContext spark;
  private final WorkFiles work;
  private final String folder;
  private final Broadcast<ReadingContext> context;

  /**
   * @param folder for results, below the work folder
   */
  ProbeStage(
      JavaSparkContext spark, WorkFiles work, String folder, Broadcast<ReadingContext> context) {
    this.spark = spark;
    this.work = work;
    this.folder = folder;
    this.context = context;
  }

  Map<String, Probe> run(List<Prober.Task> tasks) throws IOException {
    Map<String, Probe> probes = new HashMap<>();
    Progress progress = new Progress("looked at", tasks.size());
    for (int from = 0; from < tasks.size(); from += FILES_PER_CHUNK) {
      List<Prober.Task> chunk = tasks.subList(from, Math.min(tasks.size(), from + FILES_PER_CHUNK));
      String name = "%s/%08d".formatted(folder, from);
      if (work.exists(name + "/_SUCCESS")) {
        progress.skip(chunk.size());
      } else {
        work.delete(name);
        look(chunk, work.uri(name));
        progress.add(chunk.size());
      }
      spark.<Probe>objectFile(work.uri(name)).collect().forEach(p -> probes.put(p.file(), p));
    }
    return probes;
  }

  private void look(List<Prober.Task> tasks, String uri) {
    List<Pack<Prober.Task>> packs =
        Pack.of(
            List.copyOf(tasks),
            task -> task.mask() ? LOOK_BYTES : 0,
            Prober.Task::together,
            32 * LOOK_BYTES);
    Broadcast<ReadingContext> shared = context;
    spark
        .parallelize(packs, packs.size())
        .mapPartitions(mine -> look(mine, shared.value()))
        .saveAsObjectFile(uri);
  }

  private static Iterator<Probe> look(Iterator<Pack<Prober.Task>> packs, ReadingContext context)
      throws IOException {
    try (ContainerStore store = context.store()) {
      Prober prober = context.prober(store);
      List<Probe> seen = new ArrayList<>();
      packs.forEachRemaining(pack -> pack.items().forEach(task -> seen.add(prober.probe(task))));
      return seen.iterator();
    }
  }
}
