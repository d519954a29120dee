package org.lvmmed.jobs.ingest;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.plan.SeriesGeometry;
import org.lvmmed.jobs.io.TypedJson;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * What an ingest made; also the content of {@code corpus/statistics.json}.
 *
 * @param files how every file was accounted for; the four counts add up to {@code total}
 * @param datasets by name
 * @param quarantine files by reason code
 * @param duplicates pictures kept out of training, by the kind of likeness: equal or similar
 * @param modalities rows by modality
 * @param sizes rows by the longer side of the picture, rounded up to a power of two
 * @param irregularSeries series by what is irregular about them
 * @param series how the slices of every series and multi-frame file lie: gaps, tilt, repetitions
 * @param skipped names of folders without a readable image
 * @param warnings what a person should look at
 * @param rows of the corpus
 * @param seconds that reading took; 0 where an earlier run had done everything
 */
public record IngestResult(
    Files files,
    Map<String, DatasetCounts> datasets,
    Map<String, Long> quarantine,
    Map<String, Long> duplicates,
    Map<String, Long> modalities,
    Map<String, Long> sizes,
    Map<String, Long> irregularSeries,
    List<SeriesGeometry> series,
    List<String> skipped,
    List<Warned> warnings,
    long rows,
    double seconds) {

  /** What an older file does not have is empty. */
  public IngestResult {
    warnings = warnings == null ? List.of() : warnings;
    series = series == null ? List.of() : series;
  }

  /** What the last ingest of a work folder left; nothing before the first. */
  public static Optional<IngestResult> read(WorkFiles work) throws IOException {
    return TypedJson.read(work, "corpus/statistics.json", new TypeReference<IngestResult>() {});
  }

  /**
   * Something that a person should look at before the corpus is used.
   *
   * @param kind a word for machines
   * @param message what, where, the value, the rule and the remedy
   * @param times how often it was met
   */
  public record Warned(String dataset, String kind, String message, long times) {}

  /** Files by what became of them. */
  public record Files(long total, long source, long companion, long notImage, long quarantined) {}

  /**
   * One dataset.
   *
   * @param name as its {@code dataset.conf} has it, else the folder's
   * @param patientsKnown false where each file counts as a patient of its own
   * @param rows by split
   * @param labels rows by label and split, as {@code label/split}
   * @param masked rows with a mask, and {@code boxed} rows with boxes
   * @param masks what mask values mean, or null where there are no masks
   * @param quarantine files by reason code
   */
  public record DatasetCounts(
      String name,
      String title,
      String license,
      boolean patientsKnown,
      Map<String, Long> rows,
      Map<String, Long> labels,
      long masked,
      long boxed,
      @Nullable Masks masks,
      Map<String, Long> quarantine) {}

  /**
   * What the values of a dataset's masks mean.
   *
   * @param rule in words, and {@code reason} why it was chosen
   * @param files masks that were looked at
   * @param values the different values seen
   */
  public record Masks(String rule, String reason, long files, List<Double> values) {}
}
