package org.lvmmed.jobs.report;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lvmmed.jobs.io.Provenance;

/** Where it all comes from: configuration, seed, time, hardware. */
final class OriginSection {
  private static final int HASH_SHOWN = 12;

  private OriginSection() {}

  static Section of(ReportData data) {
    Html body =
        data.origins().isEmpty()
            ? Section.missing("No step has left its provenance yet.", "Run the steps above.")
            : body(data.origins());
    return new Section("origin", "Provenance", body);
  }

  private static Html body(Map<String, Provenance> origins) {
    Html html = new Html().openScroll("Provenance of each step").open("table");
    List<String> titles = List.of("Folder", "Started", "Took", "Seed", "Configuration", "Inputs");
    html.open("thead").row("th", titles).close().open("tbody");
    origins.forEach((folder, origin) -> line(html, folder, origin));
    html.close().close().close();
    machine(html, origins);
    return html;
  }

  private static void line(Html html, String folder, Provenance origin) {
    html.open("tr").element("th", folder + "/", "scope", "row");
    html.element("td", origin.started().replaceFirst("\\.\\d+Z$", "Z"));
    html.element("td", took(origin), "class", "n");
    html.element("td", Long.toString(origin.seed()), "class", "n");
    html.open("td").element("code", shortened(origin.configuration())).close().open("td");
    origin
        .inputs()
        .forEach((name, hash) -> html.text(name + " ").element("code", shortened(hash)).text(" "));
    html.close().close();
  }

  private static String shortened(String hash) {
    return hash.substring(0, Math.min(HASH_SHOWN, hash.length()));
  }

  private static String took(Provenance origin) {
    try {
      return Text.duration(
          Duration.between(Instant.parse(origin.started()), Instant.parse(origin.finished())));
    } catch (DateTimeException e) {
      return "–";
    }
  }

  /** Versions and hardware, once for all steps that agree. */
  private static void machine(Html html, Map<String, Provenance> origins) {
    Map<String, Map<String, String>> values = new TreeMap<>();
    origins.forEach(
        (folder, origin) ->
            origin
                .environment()
                .forEach(
                    (name, value) ->
                        values
                            .computeIfAbsent(name, n -> new TreeMap<>())
                            .merge(value, folder, (a, b) -> a + ", " + b)));
    html.element("h3", "Machine and versions").open("table", "class", "narrow").open("tbody");
    values.forEach(
        (name, byValue) -> {
          html.open("tr").element("th", name, "scope", "row").open("td");
          boolean agreed = byValue.size() == 1;
          byValue.forEach(
              (value, folders) -> html.text(agreed ? value : value + " (" + folders + ") "));
          html.close().close();
        });
    html.close().close();
  }
}
