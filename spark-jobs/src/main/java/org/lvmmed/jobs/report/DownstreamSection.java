package org.lvmmed.jobs.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lvmmed.jobs.evaluate.Comparison;
import org.lvmmed.jobs.evaluate.Verdict;
import org.lvmmed.jobs.evaluate.unit.UnitFailure;
import org.lvmmed.jobs.report.Downstream.Unit;
import org.lvmmed.model.downstream.training.TrainingCurve;

/** How encoders compare, what the heads learnt and where they fail. */
final class DownstreamSection {

  private DownstreamSection() {}

  static Section of(ReportData data) {
    Html body =
        data.downstream().isEmpty()
            ? Section.missing("No encoder has been compared yet.", "Run evaluate.")
            : body(data);
    return new Section("downstream", "Comparison and heads", body);
  }

  private static Html body(ReportData data) {
    Downstream downstream = data.downstream();
    Html html = new Html();
    downstream.verdicts().forEach(verdict -> verdict(html, verdict));
    failures(html, downstream.failures());
    html.add(PaperTable.of(downstream.paper(), data.results()));
    curves(html, downstream.units());
    html.add(ConfusionTables.of(downstream));
    html.add(CaseGallery.of(data));
    return html;
  }

  private static void verdict(Html html, Verdict verdict) {
    html.element("h3", verdict.encoder() + " against " + verdict.against());
    html.element("p", verdict.statement());
    html.open("details").element("summary", "Task by task");
    html.element(
        "p",
        "Differences of the main metric in points, on the same test cases, with a paired bootstrap"
            + " interval over patients and a two-sided p. They speak of the choice of test cases,"
            + " not of the luck of a training.");
    html.openScroll(verdict.encoder() + " against " + verdict.against() + ", task by task")
        .open("table");
    html.open("thead")
        .row(
            "th",
            List.of("Dataset", "Protocol", "Metric", "Difference", "95 % interval", "p", "Cases"))
        .close();
    html.open("tbody");
    verdict.comparisons().forEach(comparison -> line(html, comparison));
    html.close().close().close().close();
  }

  private static void line(Html html, Comparison c) {
    String interval =
        c.ci95().length == 2
            ? Text.signed(100 * c.ci95()[0]) + " to " + Text.signed(100 * c.ci95()[1])
            : "–";
    html.open("tr").element("th", Text.breakable(c.dataset()), "scope", "row");
    html.element("td", c.protocol().label()).element("td", c.metric());
    html.element("td", Text.signed(100 * c.difference()), "class", "n");
    html.element("td", interval, "class", "n");
    html.element("td", String.format(Locale.ROOT, "%.3f", c.p()), "class", "n");
    html.element("td", Text.count(c.cases()), "class", "n").close();
  }

  private static void failures(Html html, List<UnitFailure> failures) {
    if (failures.isEmpty()) {
      return;
    }
    html.element("h3", "Not done");
    html.element(
        "p",
        Text.count(failures.size(), "unit")
            + " could not be done; the others are complete. Evaluate again to try once more.",
        "class",
        "notice");
    html.open("ul");
    for (UnitFailure f : failures) {
      html.element(
          "li",
          "%s of %s on %s, trial %d: %s"
              .formatted(
                  f.protocol().label(), f.encoder(), f.dataset(), f.trial() + 1, f.reason()));
    }
    html.close();
  }

  /** For each task two charts: the loss of every encoder's head, and its score on validation. */
  private static void curves(Html html, List<Unit> units) {
    Map<String, List<Unit>> tasks = new LinkedHashMap<>();
    units.stream()
        .filter(unit -> !unit.curve().isEmpty() && unit.origin().trial() == 0)
        .filter(unit -> !unit.origin().dataset().contains(">"))
        .forEach(
            unit ->
                tasks
                    .computeIfAbsent(
                        unit.origin().protocol().label() + ", " + unit.origin().dataset(),
                        t -> new ArrayList<>())
                    .add(unit));
    if (tasks.isEmpty()) {
      return;
    }
    html.element("h3", "Training of the heads").open("div", "class", "charts");
    tasks.forEach(
        (task, trained) -> {
          html.add(chart(task + ": loss", trained, false).figure());
          html.add(chart(task + ": validation", trained, true).figure());
        });
    html.close();
  }

  private static LineChart chart(String title, List<Unit> units, boolean validation) {
    List<LineChart.Series> series = new ArrayList<>();
    for (Unit unit : units) {
      List<TrainingCurve.Point> points = unit.curve();
      series.add(
          new LineChart.Series(
              unit.origin().encoder(),
              points.stream().mapToDouble(TrainingCurve.Point::step).toArray(),
              points.stream()
                  .mapToDouble(p -> validation ? p.validation() : p.trainingLoss())
                  .toArray()));
    }
    String note =
        validation
            ? "On the validation split; its best step gives the weights that are tested."
            : "On training images, meaned between two validations.";
    return new LineChart(title, "step", series, null, note);
  }
}
