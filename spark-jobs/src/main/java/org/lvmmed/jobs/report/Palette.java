package org.lvmmed.jobs.report;

import java.util.List;

/**
 * Colours that people with any colour vision can tell apart (Okabe and Ito, 2008), and a dash or a
 * marker beside each, so that nothing rests on colour alone.
 */
final class Palette {
  static final String GREY = "#8a8a8a";
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", GREY);
  private static final List<String> DASHES = List.of("none", "6 3", "2 3", "8 3 2 3");

  private Palette() {}

  static String colour(int i) {
    return COLOURS.get(i % COLOURS.size());
  }

  static String dash(int i) {
    return DASHES.get(i % DASHES.size());
  }

  /** Draws marker {@code i} around a point. */
  static void marker(Html svg, int i, double x, double y, double r) {
    String path =
        switch (i % 5) {
          case 0 -> circle(x, y, r);
          case 1 -> polygon(x, y, 0.9 * r, -1, -1, 1, -1, 1, 1, -1, 1);
          case 2 -> polygon(x, y, 1.2 * r, 0, -1, 1, 0.8, -1, 0.8);
          case 3 -> polygon(x, y, 1.25 * r, 0, -1, 1, 0, 0, 1, -1, 0);
          default -> polygon(x, y, 1.2 * r, 0, 1, 1, -0.8, -1, -0.8);
        };
    svg.leaf("path", "d", path, "fill", colour(i));
  }

  private static String circle(double x, double y, double r) {
    return String.format(
        java.util.Locale.ROOT,
        "M%.1f %.1fa%.1f %.1f 0 1 0 %.1f 0a%.1f %.1f 0 1 0 %.1f 0z",
        x - r,
        y,
        r,
        r,
        2 * r,
        r,
        r,
        -2 * r);
  }

  private static String polygon(double x, double y, double r, double... corners) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < corners.length; i += 2) {
      path.append(i == 0 ? 'M' : 'L')
          .append(
              String.format(
                  java.util.Locale.ROOT, "%.1f %.1f", x + r * corners[i], y + r * corners[i + 1]));
    }
    return path.append('z').toString();
  }
}
