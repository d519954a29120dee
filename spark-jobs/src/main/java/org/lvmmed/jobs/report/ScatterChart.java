package org.lvmmed.jobs.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Points in the plane, a colour and a marker for each group. The axes have no unit. */
record ScatterChart(String title, List<Point> points) {
  private static final int SIZE = 560;
  private static final int MARGIN = 12;

  record Point(double x, double y, String group) {}

  Html figure() {
    Map<String, List<Point>> groups =
        points.stream()
            .collect(
                Collectors.groupingBy(Point::group, java.util.TreeMap::new, Collectors.toList()));
    Map<String, Integer> index = new LinkedHashMap<>();
    groups.keySet().forEach(group -> index.put(group, index.size()));
    Html html = new Html().open("figure", "class", "chart map");
    html.element("figcaption", title);
    html.add(svg(index));
    html.open("ul", "class", "legend");
    groups.forEach((group, members) -> legend(html, group, members.size(), index));
    return html.close().close();
  }

  private static void legend(Html html, String group, int size, Map<String, Integer> index) {
    html.open("li").open("svg", "viewBox", "0 0 12 12", "class", "key", "aria-hidden", "true");
    Palette.marker(html, index.getOrDefault(group, 0), 6, 6, 4.5);
    html.close().text(group + " (" + Text.count(size) + ")").close();
  }

  private Html svg(Map<String, Integer> index) {
    Axis x = axis(points.stream().mapToDouble(Point::x).summaryStatistics(), MARGIN, SIZE - MARGIN);
    Axis y = axis(points.stream().mapToDouble(Point::y).summaryStatistics(), SIZE - MARGIN, MARGIN);
    String size = "0 0 " + SIZE + " " + SIZE;
    Html svg = new Html().open("svg", "viewBox", size, "role", "img", "aria-label", title);
    svg.leaf("rect", "class", "frame", "width", "" + SIZE, "height", "" + SIZE);
    svg.open("g", "opacity", "0.75");
    for (Point p : points) {
      Palette.marker(svg, index.getOrDefault(p.group(), 0), x.at(p.x()), y.at(p.y()), 3);
    }
    return svg.close().close();
  }

  private static Axis axis(java.util.DoubleSummaryStatistics s, double from, double to) {
    return Axis.of(s.getMin(), s.getMax(), from, to);
  }
}
