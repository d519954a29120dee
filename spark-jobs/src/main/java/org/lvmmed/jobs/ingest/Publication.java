package org.lvmmed.jobs.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.lvmmed.ingest.plan.CorpusPlan;
import org.lvmmed.jobs.corpus.CorpusFiles;
import org.lvmmed.jobs.corpus.CorpusShards;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * Makes the corpus of the rows that were read: without those of refused files, without duplicates,
 * in the order of their identifiers. The same rows always give the same files.
 */
final class Publication implements AutoCloseable {
  private static final StructType QUARANTINE =
      new StructType()
          .add("id", DataTypes.StringType)
          .add("dataset", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("message", DataTypes.StringType);

  private final SparkSession spark;
  private final WorkFiles work;
  private final String folder;
  private final Dataset<Row> staged;
  private final Map<String, Accounting.Quarantined> refused = new HashMap<>();
  private final Dataset<Row> facts;
  private final Dataset<Row> duplicates;
  private final Dataset<Row> kept;

  /**
   * @param folder below the work folder, in which the corpus is made
   * @param chunks URIs of what was read
   */
  Publication(
      SparkSession spark,
      WorkFiles work,
      String folder,
      List<String> chunks,
      IngestSettings.Duplicates rule) {
    this.spark = spark;
    this.work = work;
    this.folder = folder;
    this.staged = spark.read().schema(StagedRows.TYPE).parquet(chunks.toArray(new String[0]));
    collectRefused();
    this.facts = facts().persist(StorageLevel.MEMORY_AND_DISK());
    this.duplicates = duplicates(rule).persist(StorageLevel.MEMORY_AND_DISK());
    this.kept = without(facts, duplicates, "image_id");
  }

  private void collectRefused() {
    staged
        .filter(col(StagedRows.OUTCOME).notEqual(StagedRows.ROW))
        .filter(col(StagedRows.OUTCOME).notEqual(StagedRows.THINNED))
        .filter(not(col(StagedRows.OUTCOME).startsWith(StagedRows.NOTED)))
        .select(StagedRows.FILE, "dataset", StagedRows.OUTCOME, StagedRows.MESSAGE)
        .collectAsList()
        .forEach(row -> refused.put(row.getString(0), Accounting.refused(row)));
  }

  /** All rows but those of refused files, without their pictures. */
  private Dataset<Row> facts() {
    return withoutRefused(staged.filter(col(StagedRows.OUTCOME).equalTo(StagedRows.ROW)))
        .select(
            col(StagedRows.FILE),
            col(StagedRows.PRINT),
            col("image_id"),
            col("content_hash"),
            col("dataset"),
            col("split"),
            col("label"),
            col("modality"),
            col("height"),
            col("width"),
            length(col("image.bytes")).as("bytes"),
            col("mask").isNotNull().as("masked"),
            col("boxes").isNotNull().as("boxed"),
            col("label")
                .isNotNull()
                .or(col("mask").isNotNull())
                .or(col("boxes").isNotNull())
                .as("labelled"));
  }

  private Dataset<Row> withoutRefused(Dataset<Row> rows) {
    if (refused.isEmpty()) {
      return rows;
    }
    Dataset<Row> files =
        spark.createDataset(List.copyOf(refused.keySet()), Encoders.STRING()).toDF(StagedRows.FILE);
    return without(rows, broadcast(files), StagedRows.FILE);
  }

  private Dataset<Row> duplicates(IngestSettings.Duplicates rule) {
    return rule.keepOut()
        ? new DuplicateSearch(spark, rule.distance()).find(facts)
        : spark.createDataFrame(List.of(), Twin.TYPE);
  }

  Statistics statistics() {
    return new Statistics(kept);
  }

  Accounting account(CorpusPlan plan) {
    Set<String> thinned =
        new HashSet<>(
            staged
                .filter(col(StagedRows.OUTCOME).equalTo(StagedRows.THINNED))
                .select(StagedRows.FILE)
                .as(Encoders.STRING())
                .collectAsList());
    Map<String, String> read = new HashMap<>();
    facts
        .select(StagedRows.FILE, "dataset")
        .distinct()
        .collectAsList()
        .forEach(row -> read.put(row.getString(0), row.getString(1)));
    Set<String> published =
        new HashSet<>(
            kept.select(StagedRows.FILE).distinct().as(Encoders.STRING()).collectAsList());
    return Accounting.of(plan, refused, thinned, read, published);
  }

  /** What a person should look at, known before the pixels were read or seen while they were. */
  List<IngestResult.Warned> warnings(CorpusPlan plan) {
    List<IngestResult.Warned> warned = new ArrayList<>();
    plan.warnings()
        .forEach(w -> warned.add(new IngestResult.Warned(w.dataset(), w.kind(), w.message(), 1)));
    staged
        .filter(col(StagedRows.OUTCOME).startsWith(StagedRows.NOTED))
        .groupBy("dataset", StagedRows.OUTCOME, StagedRows.MESSAGE)
        .count()
        .orderBy("dataset", StagedRows.OUTCOME, StagedRows.MESSAGE)
        .collectAsList()
        .forEach(row -> warned.add(warned(row)));
    return warned;
  }

  private static IngestResult.Warned warned(Row row) {
    String kind = row.getString(1).substring(StagedRows.NOTED.length());
    return new IngestResult.Warned(row.getString(0), kind, row.getString(2), row.getLong(3));
  }

  Map<String, Long> duplicateCounts() {
    Map<String, Long> counts = new TreeMap<>();
    duplicates
        .groupBy("likeness")
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }

  /** Writes the rows, each file the rows of one range of identifiers. */
  void writeRows(long shardBytes) throws IOException {
    Row total = kept.agg(sum("bytes")).first();
    long bytes = total.isNullAt(0) ? 0 : total.getLong(0);
    int shards = (int) Math.max(1, Math.min(100_000, (bytes + shardBytes - 1) / shardBytes));
    Dataset<Row> rows =
        without(
            withoutRefused(staged.filter(col(StagedRows.OUTCOME).equalTo(StagedRows.ROW))),
            duplicates,
            "image_id");
    CorpusShards.write(rows, shards, CorpusFiles.GROUP_BYTES, work, folder);
  }

  void writeQuarantine(List<Accounting.Quarantined> quarantined) throws IOException {
    List<Row> rows =
        quarantined.stream()
            .sorted(java.util.Comparator.comparing(Accounting.Quarantined::id))
            .map(q -> RowFactory.create(q.id(), q.dataset(), q.reason(), q.message()))
            .toList();
    writeOne(spark.createDataFrame(rows, QUARANTINE), "quarantine");
  }

  void writeDuplicates() throws IOException {
    writeOne(duplicates.orderBy("image_id"), "duplicates");
  }

  private void writeOne(Dataset<Row> rows, String name) throws IOException {
    String uri = work.uri(folder + "/" + name);
    rows.coalesce(1).write().mode(SaveMode.Overwrite).parquet(uri);
  }

  /** The rows whose value of a column is not among others'. */
  private static Dataset<Row> without(Dataset<Row> rows, Dataset<Row> others, String column) {
    Dataset<Row> keys = others.select(col(column).as("other"));
    return rows.join(keys, col(column).equalTo(col("other")), "left_anti");
  }

  @Override
  public void close() {
    facts.unpersist();
    duplicates.unpersist();
  }
}
