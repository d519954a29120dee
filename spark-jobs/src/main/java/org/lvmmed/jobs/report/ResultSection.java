package org.lvmmed.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.lvmmed.jobs.report.Results.Contest;
import org.lvmmed.jobs.report.Results.Row;

/** What came out, beside random initialisation and any other encoder. */
final class ResultSection {
  private static final Map<String, String> PROTOCOLS =
      Map.of(
          "knn", "k-NN",
          "linear", "Linear probe",
          "hidden", "Hidden layer",
          "finetune", "Fine-tuned",
          "segmentation", "Segmentation",
          "detection", "Detection");

  private ResultSection() {}

  static String protocolName(String protocol) {
    return PROTOCOLS.getOrDefault(protocol, protocol);
  }

  static Section of(ReportData data) {
    Html body =
        data.results().rows().isEmpty()
            ? Section.missing("No encoder has been evaluated yet.", "Run evaluate.")
            : body(data.results());
    return new Section("results", "Results", body);
  }

  private static Html body(Results results) {
    Html html = new Html();
    html.element(
        "p",
        "In percent, Hausdorff distances (hd95) in millimetres or pixels: mean ± standard deviation"
            + " over trials, and the 95 % interval of the mean over test patients. The difference"
            + " is ours less random initialisation, in points.");
    for (String protocol : results.protocols()) {
      html.element("h3", protocolName(protocol));
      html.add(bars(results, protocol));
      table(html, results, protocol, true);
    }
    html.open("details").element("summary", "All metrics");
    results.protocols().forEach(protocol -> table(html, results, protocol, false));
    return html.close();
  }

  private static Html bars(Results results, String protocol) {
    List<BarChart.Kind> kinds = kinds(results.encoders());
    List<BarChart.Group> groups = new ArrayList<>();
    results
        .contests(row -> row.protocol().equals(protocol) && Results.isMain(row))
        .forEach((contest, rows) -> groups.add(group(contest, rows, kinds)));
    String title = protocolName(protocol) + ", " + Results.mainMetric(protocol);
    return new BarChart(title, groups, kinds).figure();
  }

  /** Grey for the yardstick, blue for ours, other colours between. */
  private static List<BarChart.Kind> kinds(List<String> encoders) {
    List<BarChart.Kind> kinds = new ArrayList<>();
    for (String encoder : encoders) {
      String colour =
          switch (encoder) {
            case Results.RANDOM -> Palette.GREY;
            case Results.PRETRAINED -> Palette.colour(0);
            default -> Palette.colour(1 + kinds.size() % 5);
          };
      kinds.add(new BarChart.Kind(encoder, colour));
    }
    return kinds;
  }

  private static BarChart.Group group(
      Contest contest, Map<String, Row> rows, List<BarChart.Kind> kinds) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (BarChart.Kind kind : kinds) {
      Row row = rows.get(kind.name());
      if (row != null) {
        bars.add(new BarChart.Bar(kind, row.mean(), row.std()));
      }
    }
    return new BarChart.Group(contest.dataset(), bars);
  }

  private static void table(Html html, Results results, String protocol, boolean main) {
    List<String> encoders = results.encoders();
    html.openScroll().open("table");
    head(html, protocol, encoders, main);
    html.open("tbody");
    results
        .contests(row -> row.protocol().equals(protocol) && Results.isMain(row) == main)
        .forEach((contest, rows) -> line(html, contest, rows, encoders, main));
    if (main) {
      means(html, results, protocol);
    }
    html.close().close().close();
  }

  private static void head(Html html, String protocol, List<String> encoders, boolean main) {
    List<String> titles = new ArrayList<>(List.of("Dataset"));
    if (!main) {
      titles.add(protocolName(protocol) + ": metric");
    }
    titles.addAll(encoders);
    titles.addAll(List.of("Difference", "Trials", "Test cases"));
    html.open("thead").row("th", titles).close();
  }

  private static void line(
      Html html, Contest contest, Map<String, Row> rows, List<String> encoders, boolean main) {
    html.open("tr").element("th", contest.dataset(), "scope", "row");
    if (!main) {
      html.element("td", contest.metric());
    }
    encoders.forEach(encoder -> measured(html, Optional.ofNullable(rows.get(encoder))));
    Row any = rows.values().iterator().next();
    String gain = Results.isShare(any) ? difference(Results.gain(rows)) : "–";
    html.element("td", gain, "class", "n");
    html.element("td", Text.count(any.trials()), "class", "n");
    html.element("td", Text.count(any.tested()), "class", "n").close();
  }

  private static void measured(Html html, Optional<Row> row) {
    html.open("td", "class", "n");
    row.ifPresentOrElse(
        r -> {
          DoubleFunction<String> text = Results.isShare(r) ? Text::percent : Text::number;
          String spread = r.trials() > 1 ? " ± " + text.apply(r.std()) : "";
          html.text(text.apply(r.mean()) + spread);
          if (r.ci95() != null && r.ci95().size() == 2) {
            String ends = text.apply(r.ci95().get(0)) + " – " + text.apply(r.ci95().get(1));
            html.element("small", ends);
          }
        },
        () -> html.text("–"));
    html.close();
  }

  private static String difference(Optional<Double> gain) {
    return gain.map(Text::signed).orElse("–");
  }

  private static void means(Html html, Results results, String protocol) {
    int shared = results.shared(protocol).size();
    if (shared < 2) {
      return;
    }
    html.open("tr", "class", "mean").element("th", "mean of " + shared, "scope", "row");
    for (String encoder : results.encoders()) {
      html.element(
          "td", results.mean(protocol, encoder).map(Text::percent).orElse("–"), "class", "n");
    }
    Optional<Double> gain =
        results
            .mean(protocol, Results.PRETRAINED)
            .flatMap(
                ours ->
                    results.mean(protocol, Results.RANDOM).map(random -> 100 * (ours - random)));
    html.element("td", difference(gain), "class", "n").element("td", "").element("td", "").close();
  }
}
