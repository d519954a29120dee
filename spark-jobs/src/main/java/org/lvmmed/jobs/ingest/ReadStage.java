package org.lvmmed.jobs.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.TaskCompletionListener;
import org.lvmmed.ingest.container.ContainerStore;
import org.lvmmed.ingest.corpus.Outcome;
import org.lvmmed.ingest.corpus.UnitReader;
import org.lvmmed.ingest.plan.Unit;
import org.lvmmed.ingest.read.Pull;
import org.lvmmed.jobs.corpus.CorpusFiles;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * Reads the units of a plan chunk by chunk. A chunk that is whole on disk is not read again, so
 * that a run that was stopped goes on where it was.
 */
final class ReadStage {
  private final SparkSession spark;
  private final WorkFiles work;
  private final String folder;
  private final Broadcast<ReadingContext> context;
  private final IngestSettings.Packing packing;

  /**
   * @param folder for results, below the work folder
   */
  ReadStage(
      SparkSession spark,
      WorkFiles work,
      String folder,
      Broadcast<ReadingContext> context,
      IngestSettings.Packing packing) {
    this.spark = spark;
    this.work = work;
    this.folder = folder;
    this.context = context;
    this.packing = packing;
  }

  /** The folders of all chunks. */
  List<String> run(List<Unit> units) throws IOException {
    List<Pack<Unit>> packs = Pack.of(units, Unit::bytes, Unit::together, packing.task());
    List<Pack<Pack<Unit>>> chunks = Pack.of(packs, Pack::bytes, pack -> null, packing.chunk());
    Progress progress = new Progress("read", units.stream().mapToLong(u -> u.files().size()).sum());
    List<String> uris = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      String name = "%s/%06d".formatted(folder, i);
      List<Pack<Unit>> chunk = chunks.get(i).items();
      if (work.exists(name + "/_SUCCESS")) {
        progress.skip(files(chunk));
      } else {
        spark
            .sparkContext()
            .setJobDescription("ingest: read chunk " + (i + 1) + " of " + chunks.size());
        read(chunk, work.uri(name));
        progress.add(files(chunk));
      }
      uris.add(work.uri(name));
    }
    return uris;
  }

  private static long files(List<Pack<Unit>> chunk) {
    return chunk.stream()
        .flatMap(pack -> pack.items().stream())
        .mapToLong(unit -> unit.files().size())
        .sum();
  }

  private void read(List<Pack<Unit>> chunk, String uri) {
    Broadcast<ReadingContext> shared = context;
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(chunk, chunk.size())
            .mapPartitions(mine -> outcomes(mine, shared.value()));
    CorpusFiles.options(spark.createDataFrame(rows, StagedRows.TYPE).write())
        .mode(SaveMode.Overwrite)
        .parquet(uri);
  }

  private static void end(Pull<Outcome> outcomes, ContainerStore store) {
    outcomes.close();
    try {
      store.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Iterator<Row> outcomes(Iterator<Pack<Unit>> packs, ReadingContext context)
      throws IOException {
    ContainerStore store = context.store();
    UnitReader reader = context.unitReader(store);
    Pull<Outcome> outcomes =
        Pull.from(
            sink ->
                packs.forEachRemaining(
                    pack -> pack.items().forEach(unit -> reader.read(unit, sink))));
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) task -> end(outcomes, store));
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return outcomes.hasNext();
      }

      @Override
      public Row next() {
        return StagedRows.of(outcomes.next());
      }
    };
  }
}
