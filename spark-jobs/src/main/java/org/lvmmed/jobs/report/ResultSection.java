package org.lvmmed.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.lvmmed.jobs.evaluate.ResultRow;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.report.Results.Contest;

/** What came out, beside random initialisation and any other encoder. */
final class ResultSection {
  private ResultSection() {}

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
    for (Protocol protocol : results.protocols()) {
      html.element("h3", protocol.label());
      html.add(bars(results, protocol));
      table(html, results, protocol, true);
    }
    html.open("details").element("summary", "All metrics");
    results.protocols().forEach(protocol -> table(html, results, protocol, false));
    return html.close();
  }

  private static Html bars(Results results, Protocol protocol) {
    List<BarChart.Kind> kinds = kinds(results.encoders());
    List<BarChart.Group> groups = new ArrayList<>();
    results
        .contests(row -> row.protocol() == protocol && row.isMain())
        .forEach((contest, rows) -> groups.add(group(contest, rows, kinds)));
    String title = protocol.label() + ", " + protocol.truth().mainMetric();
    return new BarChart(title, groups, kinds).figure();
  }

  /** Grey for the yardstick, blue for ours, other colours between. */
  private static List<BarChart.Kind> kinds(List<String> encoders) {
    List<BarChart.Kind> kinds = new ArrayList<>();
    for (String encoder : encoders) {
      kinds.add(new BarChart.Kind(encoder, colour(encoder, kinds.size())));
    }
    return kinds;
  }

  private static String colour(String encoder, int place) {
    if (encoder.equals(Results.RANDOM)) {
      return Palette.GREY;
    }
    return encoder.equals(Results.PRETRAINED) ? Palette.colour(0) : Palette.colour(1 + place % 5);
  }

  private static BarChart.Group group(
      Contest contest, Map<String, ResultRow> rows, List<BarChart.Kind> kinds) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (BarChart.Kind kind : kinds) {
      ResultRow row = rows.get(kind.name());
      if (row != null) {
        bars.add(new BarChart.Bar(kind, row.mean(), row.std()));
      }
    }
    return new BarChart.Group(contest.dataset(), bars);
  }

  private static void table(Html html, Results results, Protocol protocol, boolean main) {
    List<String> encoders = results.encoders();
    html.openScroll(protocol.label() + (main ? ", main metric" : ", other metrics")).open("table");
    head(html, protocol, encoders, main);
    html.open("tbody");
    results
        .contests(row -> row.protocol() == protocol && row.isMain() == main)
        .forEach((contest, rows) -> line(html, contest, rows, encoders, main));
    if (main) {
      means(html, results, protocol);
    }
    html.close().close().close();
  }

  private static void head(Html html, Protocol protocol, List<String> encoders, boolean main) {
    List<String> titles = new ArrayList<>(List.of("Dataset"));
    if (!main) {
      titles.add(protocol.label() + ": metric");
    }
    titles.addAll(encoders);
    titles.addAll(List.of("Difference", "Trials", "Test cases"));
    html.open("thead").row("th", titles).close();
  }

  private static void line(
      Html html,
      Contest contest,
      Map<String, ResultRow> rows,
      List<String> encoders,
      boolean main) {
    html.open("tr").element("th", contest.dataset(), "scope", "row");
    if (!main) {
      html.element("td", contest.metric());
    }
    encoders.forEach(encoder -> measured(html, Optional.ofNullable(rows.get(encoder))));
    ResultRow any = rows.values().iterator().next();
    String gain = any.isShare() ? difference(Results.gain(rows)) : "–";
    html.element("td", gain, "class", "n");
    html.element("td", Text.count(any.trials()), "class", "n");
    html.element("td", Text.count(any.testImages()), "class", "n").close();
  }

  private static void measured(Html html, Optional<ResultRow> row) {
    html.open("td", "class", "n");
    row.ifPresentOrElse(
        r -> {
          DoubleFunction<String> text = r.isShare() ? Text::percent : Text::number;
          String spread = r.trials() > 1 ? " ± " + text.apply(r.std()) : "";
          html.text(text.apply(r.mean()) + spread);
          if (r.ci95().length == 2) {
            String ends = text.apply(r.ci95()[0]) + " – " + text.apply(r.ci95()[1]);
            html.element("small", ends);
          }
        },
        () -> html.text("–"));
    html.close();
  }

  private static String difference(Optional<Double> gain) {
    return gain.map(Text::signed).orElse("–");
  }

  private static void means(Html html, Results results, Protocol protocol) {
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
