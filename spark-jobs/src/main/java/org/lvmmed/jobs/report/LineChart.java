package org.lvmmed.jobs.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Curves over training, as an SVG figure.
 *
 * @param note what the curve tells, below it
 * @param reference a level to compare with, if any
 */
record LineChart(
    String title, String xLabel, List<Series> series, @Nullable Reference reference, String note) {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 200;
  private static final int LEFT = 46;
  private static final int RIGHT = 14;
  private static final int BOTTOM = 34;
  private static final int TOP = 8;

  /** More points than pixels help nobody and make pages heavy. */
  private static final int MOST_POINTS = 300;

  /** One curve; values that are NaN are left out. */
  record Series(String name, double[] x, double[] y) {

    Series {
      int[] kept = finite(y);
      x = Arrays.stream(kept).mapToDouble(at(x)).toArray();
      y = Arrays.stream(kept).mapToDouble(at(y)).toArray();
    }

    private static int[] finite(double[] y) {
      return java.util.stream.IntStream.range(0, y.length)
          .filter(i -> Double.isFinite(y[i]))
          .toArray();
    }

    private static java.util.function.IntToDoubleFunction at(double[] values) {
      return i -> values[i];
    }
  }

  /** A dashed level with its name. */
  record Reference(String name, double value) {}

  Html figure() {
    Html html = new Html().open("figure", "class", "chart");
    html.element("figcaption", title);
    List<Series> drawn = series.stream().filter(s -> s.x().length > 0).toList();
    if (drawn.isEmpty()) {
      return html.element("p", "Not measured.", "class", "missing").close();
    }
    html.add(svg(drawn));
    if (drawn.size() > 1) {
      legend(html, drawn);
    }
    return html.element("p", note, "class", "note").close();
  }

  private Html svg(List<Series> drawn) {
    Axis x = range(drawn.stream().map(Series::x).toList(), null, LEFT, WIDTH - RIGHT);
    Axis y = range(drawn.stream().map(Series::y).toList(), reference, HEIGHT - BOTTOM, TOP);
    String size = "0 0 " + WIDTH + " " + HEIGHT;
    Html svg = new Html().open("svg", "viewBox", size, "role", "img", "aria-label", spoken(drawn));
    axes(svg, x, y);
    if (reference != null) {
      level(svg, reference, y);
    }
    for (int i = 0; i < drawn.size(); i++) {
      curve(svg, drawn.get(i), i, x, y);
    }
    return svg.close();
  }

  private String spoken(List<Series> drawn) {
    Series first = drawn.get(0);
    double start = first.y()[0];
    double end = first.y()[first.y().length - 1];
    return title + ": from " + Text.number(start) + " to " + Text.number(end);
  }

  private static Axis range(
      List<double[]> values, @Nullable Reference reference, double from, double to) {
    double[] all =
        DoubleStream.concat(
                values.stream().flatMapToDouble(Arrays::stream),
                Stream.ofNullable(reference).mapToDouble(Reference::value))
            .toArray();
    double low = Arrays.stream(all).min().orElse(0);
    double high = Arrays.stream(all).max().orElse(1);
    double margin = from > to ? 0.06 * (high - low) : 0;
    return Axis.of(low - margin, high + margin, from, to);
  }

  private void axes(Html svg, Axis x, Axis y) {
    for (double tick : y.ticks(5)) {
      String at = pixel(y.at(tick));
      svg.leaf(
          "line", "class", "grid", "x1", "" + LEFT, "x2", "" + (WIDTH - RIGHT), "y1", at, "y2", at);
      String label = Text.tick(tick);
      svg.element("text", label, "x", "" + (LEFT - 5), "y", at, "dy", "4", "text-anchor", "end");
    }
    for (double tick : x.ticks(5)) {
      String label = Text.tick(tick);
      String low = "" + (HEIGHT - BOTTOM + 14);
      svg.element("text", label, "x", pixel(x.at(tick)), "y", low, "text-anchor", "middle");
    }
    String middle = pixel((x.from() + x.to()) / 2);
    svg.element("text", xLabel, "x", middle, "y", "" + (HEIGHT - 4), "text-anchor", "middle");
  }

  private static void level(Html svg, Reference level, Axis y) {
    String at = pixel(y.at(level.value()));
    String right = "" + (WIDTH - RIGHT);
    svg.leaf("line", "class", "level", "x1", "" + LEFT, "x2", right, "y1", at, "y2", at);
    String above = pixel(y.at(level.value()) - 4);
    svg.element("text", level.name(), "x", right, "y", above, "text-anchor", "end");
  }

  private static void curve(Html svg, Series series, int index, Axis x, Axis y) {
    Series s = thinned(series);
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < s.x().length; i++) {
      points.append(pixel(x.at(s.x()[i]))).append(',').append(pixel(y.at(s.y()[i]))).append(' ');
    }
    svg.leaf(
        "polyline",
        "points",
        points.toString().strip(),
        "class",
        "curve",
        "stroke",
        Palette.colour(index),
        "stroke-dasharray",
        Palette.dash(index));
    if (s.x().length <= 25) {
      for (int i = 0; i < s.x().length; i++) {
        Palette.marker(svg, index, x.at(s.x()[i]), y.at(s.y()[i]), 2.5);
      }
    }
  }

  /** Means of neighbouring points where there are too many. */
  private static Series thinned(Series s) {
    int n = s.x().length;
    int width = (n + MOST_POINTS - 1) / MOST_POINTS;
    if (width <= 1) {
      return s;
    }
    List<double[]> means = new ArrayList<>();
    for (int i = 0; i < n; i += width) {
      int end = Math.min(n, i + width);
      means.add(
          new double[] {
            Arrays.stream(s.x(), i, end).average().orElse(0),
            Arrays.stream(s.y(), i, end).average().orElse(0)
          });
    }
    double[] x = means.stream().mapToDouble(m -> m[0]).toArray();
    return new Series(s.name(), x, means.stream().mapToDouble(m -> m[1]).toArray());
  }

  private static void legend(Html html, List<Series> drawn) {
    html.open("ul", "class", "legend");
    for (int i = 0; i < drawn.size(); i++) {
      html.open("li").open("svg", "viewBox", "0 0 24 8", "class", "key", "aria-hidden", "true");
      html.leaf(
          "line",
          "x1",
          "0",
          "x2",
          "24",
          "y1",
          "4",
          "y2",
          "4",
          "class",
          "curve",
          "stroke",
          Palette.colour(i),
          "stroke-dasharray",
          Palette.dash(i));
      html.close().text(drawn.get(i).name()).close();
    }
    html.close();
  }

  private static String pixel(double v) {
    return String.format(Locale.ROOT, "%.1f", v);
  }
}
