package org.lvmmed.jobs.report;

import java.util.List;
import java.util.Locale;

/** The prior neighbours of some images, as pictures. */
final class NeighbourSection {

  private NeighbourSection() {}

  static Section of(ReportData data) {
    Html body =
        data.neighbours().isEmpty()
            ? Section.missing("No neighbours have been computed yet.", "Run similarity.")
            : prior(data);
    data.byEmbedding().forEach((name, queries) -> body.add(embedded(name, queries, data)));
    return new Section("neighbours", "Prior neighbours", body);
  }

  private static Html prior(ReportData data) {
    Html html = new Html();
    html.element(
        "p",
        "A training image, framed, and those that lie nearest to it before any training, with their"
            + " scores. Slices of one series are marked: they are near because they are the same"
            + " patient.");
    return html.add(queries(data.neighbours(), data.thumbnails()));
  }

  private static Html embedded(String name, List<ReportData.Neighbours> queries, ReportData data) {
    Html html = new Html();
    html.element(
        "p",
        "An image, framed, and those that lie nearest to it by the embeddings of encoder "
            + name
            + ", with their cosines.");
    return html.add(queries(queries, data.thumbnails()));
  }

  private static Html queries(List<ReportData.Neighbours> queries, Thumbnails thumbnails) {
    Html html = new Html();
    html.open("div", "class", "queries");
    for (ReportData.Neighbours query : queries) {
      html.open("div").element("h3", query.dataset()).open("ol", "class", "gallery query");
      html.open("li", "class", "asked");
      thumbnails.show(html, query.image(), "query from " + query.dataset());
      html.close();
      query.nearest().forEach(neighbour -> show(html, neighbour, thumbnails));
      html.close().close();
    }
    return html.close();
  }

  private static void show(Html html, ReportData.Neighbour neighbour, Thumbnails thumbnails) {
    String score = String.format(Locale.ROOT, "%.3f", neighbour.score());
    html.open("li");
    thumbnails.show(html, neighbour.image(), "neighbour with score " + score);
    html.element("span", neighbour.sameSeries() ? score + " same series" : score).close();
  }
}
