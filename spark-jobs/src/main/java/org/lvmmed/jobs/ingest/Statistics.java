package org.lvmmed.jobs.ingest;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.pow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.dataset.DatasetListing;
import org.lvmmed.ingest.dataset.MaskDecision;
import org.lvmmed.ingest.plan.CorpusPlan;
import org.lvmmed.ingest.plan.DatasetRules;
import org.lvmmed.ingest.plan.SeriesNote;
import org.lvmmed.jobs.ingest.IngestResult.DatasetCounts;

/** Counts the rows of the corpus and puts the result of an ingest together. */
final class Statistics {
  private final Map<String, Map<String, Long>> splits = new HashMap<>();
  private final Map<String, Map<String, Long>> labels = new HashMap<>();
  private final Map<String, Long> masked = new HashMap<>();
  private final Map<String, Long> boxed = new HashMap<>();
  private final Map<String, Long> modalities = new TreeMap<>();
  private final Map<String, Long> sizes = new TreeMap<>();
  private long rows;

  /**
   * @param kept the rows of the corpus without their pictures
   */
  Statistics(Dataset<Row> kept) {
    kept.withColumn(
            "side",
            pow(2, ceil(log2(greatest(col("height"), col("width"))))).cast("int").cast("string"))
        .groupBy("dataset", "split", "label", "modality", "masked", "boxed", "side")
        .count()
        .collectAsList()
        .forEach(this::add);
  }

  private void add(Row group) {
    String dataset = group.getString(0);
    String split = group.getString(1);
    long count = group.getLong(7);
    rows += count;
    splits.computeIfAbsent(dataset, d -> new TreeMap<>()).merge(split, count, Long::sum);
    if (!group.isNullAt(2)) {
      labels
          .computeIfAbsent(dataset, d -> new TreeMap<>())
          .merge(group.getString(2) + "/" + split, count, Long::sum);
    }
    modalities.merge(group.getString(3), count, Long::sum);
    masked.merge(dataset, group.getBoolean(4) ? count : 0, Long::sum);
    boxed.merge(dataset, group.getBoolean(5) ? count : 0, Long::sum);
    sizes.merge(group.getString(6), count, Long::sum);
  }

  IngestResult result(
      List<DatasetListing> listings,
      CorpusPlan plan,
      Accounting accounting,
      Map<String, Long> duplicates,
      List<IngestResult.Warned> warnings,
      double seconds) {
    Map<String, DatasetCounts> datasets = new TreeMap<>();
    Set<String> read = new HashSet<>(plan.datasets().stream().map(DatasetRules::name).toList());
    Map<String, Map<String, Long>> quarantine = accounting.byDataset();
    for (DatasetListing listing : listings) {
      if (read.contains(listing.name())) {
        datasets.put(listing.name(), counts(listing, plan, quarantine));
      }
    }
    return new IngestResult(
        accounting.files(),
        datasets,
        accounting.byReason(),
        duplicates,
        modalities,
        sizes,
        notes(plan.notes()),
        plan.geometry(),
        plan.skipped(),
        warnings,
        rows,
        seconds);
  }

  private DatasetCounts counts(
      DatasetListing listing, CorpusPlan plan, Map<String, Map<String, Long>> quarantine) {
    String name = listing.name();
    String known = listing.conf().name();
    return new DatasetCounts(
        known == null ? name : known,
        listing.conf().title(),
        listing.conf().license(),
        !plan.withoutPatients().contains(name),
        splits.getOrDefault(name, Map.of()),
        labels.getOrDefault(name, Map.of()),
        masked.getOrDefault(name, 0L),
        boxed.getOrDefault(name, 0L),
        masks(plan.masks().get(name)),
        quarantine.getOrDefault(name, Map.of()));
  }

  private static IngestResult.@Nullable Masks masks(@Nullable MaskDecision decision) {
    return decision == null
        ? null
        : new IngestResult.Masks(
            decision.rule().text(), decision.reason(), decision.masks(), decision.values());
  }

  private static Map<String, Long> notes(List<SeriesNote> notes) {
    Map<String, Long> counts = new TreeMap<>();
    notes.forEach(note -> counts.merge(note.kind().text(), 1L, Long::sum));
    return counts;
  }
}
