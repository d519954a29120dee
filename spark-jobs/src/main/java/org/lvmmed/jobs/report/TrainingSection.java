package org.lvmmed.jobs.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lvmmed.jobs.pretrain.watch.RoundMetrics;
import org.lvmmed.jobs.report.LineChart.Reference;
import org.lvmmed.jobs.report.LineChart.Series;
import org.lvmmed.model.objective.Objectives;

/** The curves of pretraining. */
final class TrainingSection {

  private TrainingSection() {}

  static Section of(ReportData data) {
    Html body =
        data.training().rounds().isEmpty()
            ? Section.missing("No round of pretraining has been logged yet.", "Run pretrain.")
            : body(data.training());
    return new Section("training", "Pretraining", body);
  }

  private static Html body(Training training) {
    Html html = new Html().element("p", summary(training));
    html.open("div", "class", "charts");
    charts(training).forEach(chart -> html.add(chart.figure()));
    html.close();
    settings(html, training);
    return html;
  }

  private static String summary(Training training) {
    double seconds =
        Arrays.stream(training.of(round -> round.timing().seconds()))
            .filter(Double::isFinite)
            .sum();
    return Text.count(training.rounds().size(), "round")
        + " of averaging, "
        + Text.number(training.last().epoch())
        + " epochs, "
        + Text.count(training.last().images())
        + " images seen, "
        + Text.duration(Duration.ofMillis(Math.round(1000 * seconds)))
        + " of training.";
  }

  private static List<LineChart> charts(Training t) {
    List<LineChart> charts = new ArrayList<>(ofEmbeddings(t));
    Objectives.curves(t.settings()).stream()
        .map(curve -> chart(t, curve.title(), curve.note(), series(t, curve.key(), curve.key())))
        .forEach(charts::add);
    charts.addAll(ofTraining(t));
    return charts;
  }

  /** Whatever the objective. */
  private static List<LineChart> ofEmbeddings(Training t) {
    return List.of(
        chart(t, "Loss", "Falls; its scale is that of the objective.", series(t, "loss", "loss")),
        chart(
            t,
            "Images matched to their own view",
            "Share of images whose other view the objective finds among those it compares. Rises.",
            series(t, "match_accuracy", "matched")),
        levelled(
            t,
            "Spread of embeddings",
            "Standard deviation of normalised embeddings, in units of its healthy value. At 0 all"
                + " images look the same.",
            new Reference("healthy", 1),
            series(t, "embedding_std", "spread")),
        chart(
            t,
            "Effective rank",
            "How many directions the embeddings use.",
            series(t, "effective_rank", "rank")),
        chart(
            t,
            "Likeness of two views",
            "Mean cosine of the embeddings z of an image's two views. Rises.",
            series(t, "cos_z", "z")));
  }

  private static List<LineChart> ofTraining(Training t) {
    return List.of(
        chart(
            t,
            "k-NN accuracy",
            "On held-out validation images while training.",
            series(t, "knn_accuracy", "accuracy")),
        chart(
            t,
            "Learning rate",
            "Of each round's first step.",
            series(t, RoundMetrics::learningRate, "rate")),
        chart(
            t,
            "Images per second",
            "Over all workers, averaging included.",
            series(t, round -> round.timing().imagesPerSecond(), "images/s")));
  }

  private static Series series(Training training, String measurement, String name) {
    return series(training, round -> round.value(measurement), name);
  }

  private static Series series(
      Training training, ToDoubleFunction<RoundMetrics> value, String name) {
    return new Series(name, training.of(RoundMetrics::round), training.of(value));
  }

  private static LineChart chart(Training t, String title, String note, Series... series) {
    return new LineChart(title, "round", List.of(series), null, note);
  }

  private static LineChart levelled(
      Training t, String title, String note, Reference reference, Series... series) {
    return new LineChart(title, "round", List.of(series), reference, note);
  }

  private static void settings(Html html, Training training) {
    if (training.settings().isEmpty()) {
      return;
    }
    html.open("details").element("summary", "Settings of the run").open("table", "class", "narrow");
    html.open("tbody");
    training
        .settings()
        .forEach(
            (key, value) ->
                html.open("tr").element("th", key, "scope", "row").element("td", value).close());
    html.close().close().close();
  }
}
