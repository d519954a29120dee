package org.lvmmed.jobs.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lvmmed.ingest.catalog.Catalog;
import org.lvmmed.ingest.catalog.CatalogEntry;
import org.lvmmed.ingest.catalog.CopyCheck;
import org.lvmmed.ingest.dataset.DatasetConf;

/** What the catalogue prints. */
final class CatalogText {
  private CatalogText() {}

  static void all(Catalog catalog, PrintStream out) {
    String line = "%-4s%-26s%-4s%-14s%-24s%-10s%s%n";
    out.printf(Locale.ROOT, line, "", "dataset", "", "modality", "body part", "split", "license");
    for (CatalogEntry entry : catalog.entries()) {
      DatasetConf conf = entry.conf();
      out.printf(
          Locale.ROOT,
          line,
          entry.paper().number(),
          entry.name(),
          conf.dimension(),
          conf.modality(),
          conf.bodyPart(),
          lower(conf.split().rule()),
          conf.license());
    }
  }

  static void one(CatalogEntry entry, PrintStream out) {
    DatasetConf conf = entry.conf();
    CatalogEntry.Paper paper = entry.paper();
    field(out, "dataset", entry.name() + ", " + conf.title());
    field(out, "descriptor", "conf/datasets/" + entry.id() + ".conf; serves as dataset.conf");
    field(out, "modality", conf.modality() + " (the paper: " + paper.modality() + ")");
    field(out, "body part", conf.bodyPart());
    field(out, "formats", conf.dimension() + ", " + String.join(", ", conf.formats()));
    field(out, "license", conf.license());
    field(out, "home page", conf.homepage());
    field(out, "patients", "from " + lower(conf.patient().from()) + pattern(conf));
    field(out, "slices", lower(conf.slices().axis()) + ", one of " + conf.slices().stride());
    field(out, "split", lower(conf.split().rule()) + ", " + conf.split().fraction());
    field(out, "the paper", "row " + paper.number() + ", total " + paper.total());
    field(out, "its list", paper.listFolder() + ": " + paper.list());
  }

  static void check(CopyCheck.Result result, PrintStream out) {
    String images =
        result.images().entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    field(out, "dataset", result.dataset());
    field(out, "files", result.files() + ", of which " + images);
    field(out, "patients", result.patients() == 0 ? "not told by paths" : "" + result.patients());
    result.missing().forEach(problem -> field(out, "missing", problem));
    if (result.whole()) {
      field(out, "missing", "nothing");
    }
  }

  /** A value of a table: quoted where it must be. */
  static String csv(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  private static String pattern(DatasetConf conf) {
    return conf.patient().pattern() == null ? "" : ", " + conf.patient().pattern();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void field(PrintStream out, String name, String value) {
    out.printf(Locale.ROOT, "%-12s%s%n", name, value);
  }
}
