package org.lvmmed.jobs.report;

import java.util.List;
import java.util.Locale;

/** Horizontal bars in groups, from 0 to 1, with a whisker of one standard deviation. */
record BarChart(String title, List<Group> groups, List<Kind> kinds) {
  private static final int WIDTH = 720;
  private static final int LEFT = 210;
  private static final int RIGHT = 70;
  private static final int BAR = 15;
  private static final int GAP = 14;
  private static final int FOOT = 24;

  /** What bars of one colour stand for. */
  record Kind(String name, String colour) {}

  /** The bars of one dataset. */
  record Group(String name, List<Bar> bars) {}

  record Bar(Kind kind, double value, double deviation) {}

  Html figure() {
    Html html = new Html().open("figure", "class", "chart wide");
    html.element("figcaption", title);
    html.open("ul", "class", "legend");
    for (Kind kind : kinds) {
      html.open("li").open("svg", "viewBox", "0 0 12 12", "class", "key", "aria-hidden", "true");
      html.leaf("rect", "width", "12", "height", "12", "fill", kind.colour());
      html.close().text(kind.name()).close();
    }
    html.close();
    return html.openScroll(title + ": bars").add(svg()).close().close();
  }

  private Html svg() {
    int height = FOOT + groups.stream().mapToInt(g -> g.bars().size() * BAR + GAP).sum();
    Axis x = new Axis(0, 1, LEFT, WIDTH - RIGHT);
    Html svg =
        new Html()
            .open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "role",
                "img",
                "aria-label",
                title);
    for (double tick : x.ticks(5)) {
      String at = pixel(x.at(tick));
      String low = "" + (height - FOOT);
      svg.leaf("line", "class", "grid", "x1", at, "x2", at, "y1", "0", "y2", low);
      svg.element(
          "text",
          Math.round(100 * tick) + " %",
          "x",
          at,
          "y",
          "" + (height - 8),
          "text-anchor",
          "middle");
    }
    double y = GAP / 2.0;
    for (Group group : groups) {
      String middle = pixel(y + group.bars().size() * BAR / 2.0);
      svg.element(
          "text", group.name(), "x", "" + (LEFT - 8), "y", middle, "dy", "4", "text-anchor", "end");
      for (Bar bar : group.bars()) {
        bar(svg, bar, x, y);
        y += BAR;
      }
      y += GAP;
    }
    return svg.close();
  }

  private void bar(Html svg, Bar bar, Axis x, double y) {
    double end = x.at(bar.value());
    String middle = pixel(y + BAR / 2.0);
    svg.open(
        "rect",
        "x",
        "" + LEFT,
        "y",
        pixel(y + 1),
        "width",
        pixel(end - LEFT),
        "height",
        "" + (BAR - 2),
        "fill",
        bar.kind().colour());
    svg.element("title", bar.kind().name() + ": " + Text.percent(bar.value()) + " %").close();
    double right = end;
    if (bar.deviation() > 0) {
      String from = pixel(x.at(Math.max(0, bar.value() - bar.deviation())));
      right = x.at(Math.min(1, bar.value() + bar.deviation()));
      svg.leaf(
          "line", "class", "whisker", "x1", from, "x2", pixel(right), "y1", middle, "y2", middle);
    }
    svg.element("text", Text.percent(bar.value()), "x", pixel(right + 5), "y", middle, "dy", "4");
  }

  private static String pixel(double v) {
    return String.format(Locale.ROOT, "%.1f", v);
  }
}
