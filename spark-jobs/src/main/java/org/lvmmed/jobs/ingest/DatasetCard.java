package org.lvmmed.jobs.ingest;

import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.ingest.IngestResult.DatasetCounts;
import org.lvmmed.jobs.ingest.IngestResult.Files;

/** What people should know of a corpus before they use it, as Markdown beside the Parquet. */
final class DatasetCard {
  private static final String UNKNOWN = "unknown";

  private DatasetCard() {}

  static String of(IngestResult result) {
    return String.join(
        "\n",
        "---",
        "configs:",
        "- config_name: default",
        "  data_files: part-*.parquet",
        "---",
        "",
        "# Corpus of " + result.rows() + " medical images",
        "",
        "Made by `lvm-med ingest`. Each row is a picture (PNG, 8 or 16 bits) with what is known of"
            + " it; `image_id`, `patient_key` and `series_key` are keyed hashes, and no name, date"
            + " or path of the origin is kept. Pictures themselves may show what was burned into"
            + " them before.",
        "",
        "## Datasets",
        "",
        "| dataset | license | train | val | test | labels | masks | boxes | patients |",
        "|---|---|---|---|---|---|---|---|---|",
        result.datasets().values().stream().map(DatasetCard::row).collect(Collectors.joining("\n")),
        "",
        "## Meaning of the masks",
        "",
        masks(result),
        "## Warnings",
        "",
        warnings(result),
        "## Modalities",
        "",
        table(result.modalities(), "modality", "images"),
        "## Longer side, rounded up",
        "",
        table(result.sizes(), "pixels", "images"),
        "## Files",
        "",
        files(result.files()),
        "",
        table(result.quarantine(), "quarantined because", "files"),
        "## Duplicates kept out of training",
        "",
        table(result.duplicates(), "likeness", "images"));
  }

  /** The datasets' licences, each once; what one of them does not tell is said. */
  static String licences(IngestResult result) {
    return String.join(
        ", ",
        new TreeSet<>(result.datasets().values().stream().map(DatasetCounts::license).toList()));
  }

  private static String row(DatasetCounts dataset) {
    return "| "
        + String.join(
            " | ",
            cell(dataset.title().equals(UNKNOWN) ? dataset.name() : dataset.title()),
            cell(dataset.license()),
            "" + dataset.rows().getOrDefault("train", 0L),
            "" + dataset.rows().getOrDefault("val", 0L),
            "" + dataset.rows().getOrDefault("test", 0L),
            "" + dataset.labels().size(),
            "" + dataset.masked(),
            "" + dataset.boxed(),
            dataset.patientsKnown() ? "known" : "each file its own")
        + " |";
  }

  private static String masks(IngestResult result) {
    String lines =
        result.datasets().values().stream()
            .filter(dataset -> dataset.masks() != null)
            .map(dataset -> "- " + cell(dataset.name()) + ": " + text(dataset.masks()) + "\n")
            .collect(Collectors.joining());
    return lines.isEmpty() ? "There are no masks.\n" : lines;
  }

  private static String text(IngestResult.@Nullable Masks masks) {
    return masks == null ? "" : cell(masks.rule() + " (" + masks.reason() + ")");
  }

  private static String warnings(IngestResult result) {
    String lines =
        result.warnings().stream()
            .map(w -> "- " + cell(w.dataset() + ": " + w.message()) + times(w.times()) + "\n")
            .collect(Collectors.joining());
    return lines.isEmpty() ? "None.\n" : lines;
  }

  private static String times(long times) {
    return times > 1 ? " (" + times + " times)" : "";
  }

  private static String files(Files files) {
    return files.total()
        + " files: "
        + files.source()
        + " gave rows, "
        + files.companion()
        + " belong to another file, "
        + files.notImage()
        + " are no image data, "
        + files.quarantined()
        + " are quarantined.";
  }

  private static String table(Map<String, Long> counts, String key, String value) {
    if (counts.isEmpty()) {
      return "None.\n";
    }
    return counts.entrySet().stream()
        .map(e -> "| " + cell(e.getKey()) + " | " + e.getValue() + " |")
        .collect(Collectors.joining("\n", "| " + key + " | " + value + " |\n|---|---|\n", "\n"));
  }

  /** Text of a dataset's own must not break the table. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ");
  }
}
