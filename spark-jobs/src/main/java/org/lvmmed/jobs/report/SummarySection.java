package org.lvmmed.jobs.report;

import org.lvmmed.jobs.evaluate.settings.Protocol;

/** The figures that a reader looks for first. */
final class SummarySection {

  private SummarySection() {}

  static Section of(ReportData data) {
    Html html = new Html().open("dl", "class", "tiles");
    corpus(html, data);
    training(html, data.training());
    for (Protocol protocol : data.results().protocols()) {
      result(html, data.results(), protocol);
    }
    return new Section("summary", "At a glance", html.close());
  }

  private static void corpus(Html html, ReportData data) {
    data.corpus()
        .ifPresentOrElse(
            corpus -> {
              String from =
                  Text.count(corpus.patients(), "patient")
                      + ", "
                      + Text.count(corpus.datasets().size(), "dataset");
              tile(html, "Images", Text.count(corpus.images()), from);
              long refused = corpus.rejected().values().stream().mapToLong(n -> n).sum();
              tile(html, "Files in quarantine", Text.count(refused), "named with their reasons");
            },
            () -> tile(html, "Images", "–", "no corpus yet"));
  }

  private static void training(Html html, Training training) {
    if (training.rounds().isEmpty()) {
      tile(html, "Pretraining", "–", "not run yet");
      return;
    }
    String rounds = Text.count(training.rounds().size(), "round");
    tile(html, "Epochs", Text.number(training.last().epoch()), rounds);
    double[] matched = training.values("match_accuracy");
    tile(
        html,
        "Matched to their own view",
        Text.percent(training.last("match_accuracy")) + " %",
        "from " + Text.percent(matched[0]) + " % in the first round");
    String std = Text.number(training.last("embedding_std"));
    tile(html, "Spread of embeddings", std, "1 is healthy, 0 is collapse");
  }

  private static void result(Html html, Results results, Protocol protocol) {
    String title = protocol.label() + ", mean " + protocol.truth().mainMetric();
    results
        .mean(protocol, Results.PRETRAINED)
        .ifPresent(
            ours ->
                tile(
                    html,
                    title,
                    Text.percent(ours) + " %",
                    results
                        .mean(protocol, Results.RANDOM)
                        .map(random -> beside(ours, random))
                        .orElse("nothing to compare with")));
  }

  private static String beside(double ours, double random) {
    return Text.signed(100 * (ours - random))
        + " points against random initialisation ("
        + Text.percent(random)
        + "\u00a0%)";
  }

  private static void tile(Html html, String name, String value, String note) {
    html.open("div").element("dt", name).element("dd", value);
    html.element("dd", note, "class", "note").close();
  }
}
