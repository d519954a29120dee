package org.lvmmed.jobs.report;

import org.lvmmed.jobs.pretrain.watch.KeptMatching;

/** Matched graphs as pictures: each image above the one that its node was matched to. */
final class MatchingSection {

  /** A larger graph is shown in part. */
  private static final int MOST_NODES = 32;

  private MatchingSection() {}

  static Section of(ReportData data) {
    Html body =
        data.matchings().isEmpty()
            ? Section.missing(
                "No matching has been kept.",
                "Pretraining by graph matching writes pretrain/matchings.json; other objectives"
                    + " match nothing.")
            : body(data);
    return new Section("matchings", "Matchings", body);
  }

  private static Html body(ReportData data) {
    Html html = new Html();
    html.element(
        "p",
        "The solver sees two altered views of the same images and has to find which belong together."
            + " Above: an image; below: the image whose other view it was matched to. ✓ marks its"
            + " own, ✗ another.");
    data.matchings().forEach(matching -> show(html, matching, data.thumbnails()));
    return html;
  }

  private static void show(Html html, KeptMatching matching, Thumbnails thumbnails) {
    String score = matching.rightNodes() + " of " + matching.size() + " right";
    html.element("h3", "Round " + matching.round() + ": " + score);
    int shown = Math.min(MOST_NODES, matching.size());
    html.open("ul", "class", "gallery pairs");
    for (int i = 0; i < shown; i++) {
      boolean right = matching.isRight(i);
      html.open("li", "class", right ? "right" : "wrong");
      thumbnails.show(html, matching.images().get(i), "image " + (i + 1));
      int partner = matching.permutation().get(i);
      thumbnails.show(html, matching.images().get(partner), "matched to image " + (partner + 1));
      html.element("span", right ? "✓" : "✗").close();
    }
    html.close();
    if (shown < matching.size()) {
      html.element(
          "p", "The first " + shown + " of " + matching.size() + " are shown.", "class", "note");
    }
  }
}
