package org.lvmmed.jobs.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.plan.CorpusPlan;
import org.lvmmed.ingest.plan.Fate;
import org.lvmmed.ingest.plan.FileFate;
import org.lvmmed.ingest.plan.Refusal;
import org.lvmmed.ingest.plan.Unit;

/** Accounts for every file once. */
final class Accounting {
  private final CorpusPlan plan;
  private final List<Quarantined> quarantined = new ArrayList<>();
  private long companions;
  private long notImages;
  private long sources;

  private Accounting(CorpusPlan plan) {
    this.plan = plan;
  }

  /** A file that gave nothing. */
  record Quarantined(String id, String dataset, String reason, String message) {}

  /**
   * @param refused and {@code thinned}: outcomes of reading, by file
   * @param read files that gave rows, with their datasets
   * @param published files that have rows left in the corpus
   */
  static Accounting of(
      CorpusPlan plan,
      Map<String, Quarantined> refused,
      Set<String> thinned,
      Map<String, String> read,
      Set<String> published) {
    Accounting accounting = new Accounting(plan);
    plan.fates().forEach(accounting::add);
    accounting.quarantined.addAll(refused.values());
    Set<String> others = new HashSet<>(thinned);
    others.removeAll(refused.keySet());
    accounting.companions += others.size();
    accounting.sources = published.size();
    read.forEach(
        (file, dataset) -> {
          if (!published.contains(file)) {
            accounting.quarantined.add(duplicate(file, dataset));
          }
        });
    accounting.requireWhole();
    return accounting;
  }

  private static Quarantined duplicate(String file, String dataset) {
    return new Quarantined(
        file,
        dataset,
        Reason.DUPLICATE.code(),
        "The same picture stands in another split or dataset; duplicates/ names it");
  }

  private void add(FileFate fate) {
    if (fate.fate() == Fate.COMPANION) {
      companions++;
    } else if (fate.fate() == Fate.NOT_IMAGE) {
      notImages++;
    } else {
      Refusal refusal = fate.refusal();
      quarantined.add(
          new Quarantined(
              fate.file(),
              fate.dataset(),
              refusal == null ? Reason.IO.code() : refusal.reason().code(),
              refusal == null ? "" : refusal.message()));
    }
  }

  private void requireWhole() {
    long planned = plan.fates().size();
    for (Unit unit : plan.units()) {
      planned += unit.files().size();
    }
    if (planned != files().total()) {
      throw new IllegalStateException(
          "Of " + planned + " files only " + files().total() + " are accounted for");
    }
  }

  IngestResult.Files files() {
    return new IngestResult.Files(
        sources + companions + notImages + quarantined.size(),
        sources,
        companions,
        notImages,
        quarantined.size());
  }

  List<Quarantined> quarantined() {
    return quarantined;
  }

  Map<String, Long> byReason() {
    Map<String, Long> counts = new TreeMap<>();
    quarantined.forEach(q -> counts.merge(q.reason(), 1L, Long::sum));
    return counts;
  }

  Map<String, Map<String, Long>> byDataset() {
    Map<String, Map<String, Long>> counts = new HashMap<>();
    for (Quarantined q : quarantined) {
      counts.computeIfAbsent(q.dataset(), d -> new TreeMap<>()).merge(q.reason(), 1L, Long::sum);
    }
    return counts;
  }

  static Quarantined refused(Row row) {
    return new Quarantined(row.getString(0), row.getString(1), row.getString(2), row.getString(3));
  }
}
