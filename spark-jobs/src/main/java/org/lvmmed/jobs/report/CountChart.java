package org.lvmmed.jobs.report;

import java.util.Map;

/** Counts as bars, each with its share of the whole. */
record CountChart(String title, Map<String, Long> counts) {

  Html figure() {
    long whole = counts.values().stream().mapToLong(n -> n).sum();
    Html html = new Html().open("figure", "class", "chart").element("figcaption", title);
    html.open("table", "class", "counts").open("tbody");
    counts.forEach((name, n) -> bar(html, name, n, whole));
    return html.close().close().close();
  }

  private static void bar(Html html, String name, long n, long whole) {
    double percent = whole == 0 ? 0 : 100.0 * n / whole;
    html.open("tr").element("th", Text.breakable(name), "scope", "row");
    html.open("td").open("span", "class", "bar", "style", "width:" + Text.tick(percent) + "%");
    html.close().close();
    html.element("td", Text.count(n), "class", "n");
    html.element("td", Text.percent(percent / 100) + " %", "class", "n").close();
  }
}
