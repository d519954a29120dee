package org.lvmmed.jobs.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lvmmed.jobs.ingest.IngestResult;
import org.lvmmed.jobs.report.CorpusSummary.DatasetSummary;

/** What went in: datasets, splits, modalities, examples, and what was refused. */
final class CorpusSection {

  private CorpusSection() {}

  static Section of(ReportData data) {
    Html body =
        data.corpus()
            .map(corpus -> body(corpus, data.thumbnails()))
            .orElseGet(() -> Section.missing("There is no corpus yet.", "Run ingest."));
    return new Section("corpus", "What went in", body);
  }

  private static Html body(CorpusSummary corpus, Thumbnails thumbnails) {
    Html html = new Html().open("div", "class", "charts");
    html.add(new CountChart("Images by modality", modalities(corpus)).figure());
    corpus.ingest().ifPresent(ingest -> counts(html, ingest));
    if (!corpus.rejected().isEmpty()) {
      html.add(new CountChart("Quarantine by reason", corpus.rejected()).figure());
    }
    html.close();
    table(html, corpus);
    notes(html, corpus);
    if (!thumbnails.isEmpty()) {
      html.element("h3", "Examples");
      corpus.datasets().forEach(dataset -> examples(html, dataset, thumbnails));
    }
    return html;
  }

  private static Map<String, Long> modalities(CorpusSummary corpus) {
    Map<String, Long> shares = new TreeMap<>();
    corpus
        .datasets()
        .forEach(
            d -> d.modalities().forEach((name, count) -> shares.merge(name, count, Long::sum)));
    return shares;
  }

  private static void counts(Html html, IngestResult ingest) {
    Map<String, Long> files = new LinkedHashMap<>();
    files.put("gave images", ingest.files().source());
    files.put("companion of another", ingest.files().companion());
    files.put("not an image, by rule", ingest.files().notImage());
    files.put("in quarantine", ingest.files().quarantined());
    html.add(new CountChart("Files by what became of them", files).figure());
    Map<String, Long> sizes = new LinkedHashMap<>();
    ingest.sizes().entrySet().stream()
        .sorted(java.util.Comparator.comparingLong(e -> Long.parseLong(e.getKey())))
        .forEach(e -> sizes.put("up to " + e.getKey(), e.getValue()));
    html.add(new CountChart("Images by longer side, in pixels", sizes).figure());
  }

  private static void table(Html html, CorpusSummary corpus) {
    html.openScroll("Datasets").open("table");
    html.open("thead")
        .row(
            "th",
            List.of(
                "Dataset",
                "Modality",
                "Body part",
                "Images",
                "Patients",
                "Train",
                "Val",
                "Test",
                "Shorter side",
                "Known of the images"))
        .close();
    html.open("tbody");
    for (DatasetSummary d : corpus.datasets()) {
      html.open("tr").element("th", Text.breakable(d.name()), "scope", "row");
      html.element("td", String.join(", ", d.modalities().keySet())).element("td", d.bodyPart());
      html.element("td", Text.count(d.images()), "class", "n");
      String mark = corpus.patientsKnown(d.name()) ? "" : " *";
      html.element("td", Text.count(d.patients()) + mark, "class", "n");
      for (long n : List.of(d.train(), d.validation(), d.test())) {
        html.element("td", Text.count(n), "class", "n");
      }
      html.element("td", d.size() + " px", "class", "n").element("td", known(d)).close();
    }
    html.close().close().close();
  }

  private static String known(DatasetSummary d) {
    String classes =
        d.labels().entrySet().stream()
            .map(e -> e.getKey() + " " + Text.count(e.getValue()))
            .collect(Collectors.joining(", "));
    StringBuilder known = new StringBuilder(classes);
    if (d.masks() > 0) {
      known.append(known.isEmpty() ? "" : "; ").append(Text.count(d.masks(), "mask"));
    }
    if (d.boxes() > 0) {
      known.append(known.isEmpty() ? "" : "; ").append("boxes on ").append(Text.count(d.boxes()));
    }
    return known.isEmpty() ? "–" : Text.breakable(known.toString());
  }

  private static void notes(Html html, CorpusSummary corpus) {
    if (corpus.datasets().stream().anyMatch(d -> !corpus.patientsKnown(d.name()))) {
      note(
          html,
          "* Patients are not known here, and each file counts as a patient of its own: two splits"
              + " may share one unseen.");
    }
    corpus.ingest().ifPresent(ingest -> notes(html, ingest));
  }

  private static void notes(Html html, IngestResult ingest) {
    if (!ingest.skipped().isEmpty()) {
      note(html, "Folders without a readable image: " + String.join(", ", ingest.skipped()) + ".");
    }
    if (!ingest.duplicates().isEmpty()) {
      note(
          html, "Kept out as duplicates across splits or datasets: " + listed(ingest.duplicates()));
    }
    if (!ingest.irregularSeries().isEmpty()) {
      note(html, "Irregular series: " + listed(ingest.irregularSeries()));
    }
    ingest.datasets().values().forEach(dataset -> masks(html, dataset));
    ingest.warnings().forEach(w -> note(html, "Warning: " + w.dataset() + ": " + w.message()));
  }

  private static void masks(Html html, IngestResult.DatasetCounts dataset) {
    IngestResult.Masks masks = dataset.masks();
    if (masks != null) {
      note(html, "Masks of " + dataset.name() + ": " + masks.rule() + ", " + masks.reason() + ".");
    }
  }

  private static String listed(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getKey() + " " + Text.count(e.getValue()))
        .collect(Collectors.joining(", ", "", "."));
  }

  private static void note(Html html, String text) {
    html.element("p", text, "class", "note");
  }

  private static void examples(Html html, DatasetSummary dataset, Thumbnails thumbnails) {
    html.open("div", "class", "examples").element("h4", dataset.name());
    html.open("ul", "class", "gallery");
    for (CorpusSummary.Sample sample : dataset.samples()) {
      html.open("li");
      thumbnails.show(html, sample.image(), dataset.name() + " " + sample.label());
      html.element("span", Text.breakable(sample.label())).close();
    }
    html.close().close();
  }
}
