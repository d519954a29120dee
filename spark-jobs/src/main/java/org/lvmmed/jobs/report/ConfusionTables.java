package org.lvmmed.jobs.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.lvmmed.jobs.report.Downstream.Confusion;
import org.lvmmed.jobs.report.Downstream.Origin;

/** What classifiers take for what, summed over trials. */
final class ConfusionTables {

  /** Larger tables show nothing on a page. */
  private static final int MOST_CLASSES = 20;

  private ConfusionTables() {}

  static Html of(Downstream downstream) {
    Map<Origin, Confusion> sums = new LinkedHashMap<>();
    for (Downstream.Unit unit : downstream.units()) {
      Origin o = unit.origin();
      unit.confusions()
          .forEach(
              confusion ->
                  sums.merge(
                      new Origin(o.dataset(), o.protocol(), o.encoder(), 0),
                      confusion,
                      ConfusionTables::sum));
    }
    sums.values().removeIf(confusion -> confusion.classes().size() > MOST_CLASSES);
    Html html = new Html();
    if (sums.isEmpty()) {
      return html;
    }
    html.open("details").element("summary", "Confusion matrices");
    html.element(
        "p",
        "Rows are true classes, columns what was predicted: test images, summed over trials. The"
            + " deeper a field, the larger its share of the row.");
    html.open("div", "class", "charts");
    sums.forEach((origin, confusion) -> table(html, origin, confusion));
    return html.close().close();
  }

  private static Confusion sum(Confusion a, Confusion b) {
    long[][] counts = new long[a.counts().length][];
    for (int k = 0; k < counts.length; k++) {
      counts[k] = a.counts()[k].clone();
      for (int j = 0; j < counts[k].length; j++) {
        counts[k][j] += b.counts()[k][j];
      }
    }
    return new Confusion(a.classes(), counts);
  }

  private static void table(Html html, Origin origin, Confusion confusion) {
    String title =
        "%s, %s, %s".formatted(origin.dataset(), origin.protocol().label(), origin.encoder());
    html.open("figure", "class", "chart");
    html.element("figcaption", title);
    html.openScroll("Confusion matrix: " + title).open("table", "class", "confusion");
    html.open("thead").open("tr").element("th", "true");
    confusion.classes().forEach(name -> html.element("th", name, "scope", "col"));
    html.close().close().open("tbody");
    for (int k = 0; k < confusion.counts().length; k++) {
      row(html, confusion.classes().get(k), confusion.counts()[k]);
    }
    html.close().close().close().close();
  }

  private static void row(Html html, String name, long[] counts) {
    long all = Math.max(1, Arrays.stream(counts).sum());
    html.open("tr").element("th", name, "scope", "row");
    for (long count : counts) {
      String depth =
          String.format(Locale.ROOT, "background: rgb(0 114 178 / %.2f)", 0.75 * count / all);
      html.element("td", Text.count(count), "class", "n", "style", depth);
    }
    html.close();
  }
}
