package org.lvmmed.jobs.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Text {

  private Text() {}

  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n).replace(',', '\u202f');
  }

  /** {@code 1 image}, {@code 2 images}. */
  static String count(long n, String noun) {
    return count(n) + " " + noun + (n == 1 ? "" : "s");
  }

  /** A fraction of 1 as percent with one digit. */
  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f", 100 * fraction);
  }

  /** A number with as many digits as its size calls for. */
  static String number(double v) {
    double size = Math.abs(v);
    if (v == Math.rint(v) && size < 1e6) {
      return String.format(Locale.ROOT, "%.0f", v);
    }
    if (size < 1e-3 || size >= 1e6) {
      return String.format(Locale.ROOT, "%.1e", v);
    }
    return String.format(Locale.ROOT, size < 1 ? "%.3f" : size < 100 ? "%.2f" : "%.0f", v);
  }

  /** A mark on an axis: no more digits than it needs. */
  static String tick(double v) {
    BigDecimal rounded = new BigDecimal(v).round(new MathContext(3)).stripTrailingZeros();
    double size = Math.abs(v);
    boolean plain = size == 0 || size >= 1e-3 && size < 1e6;
    return plain ? rounded.toPlainString() : rounded.unscaledValue() + "e" + -rounded.scale();
  }

  /** A name that may be broken after an underscore. */
  static String breakable(String name) {
    return name.replace("_", "_\u200b");
  }

  static String signed(double points) {
    return String.format(Locale.ROOT, "%+.1f", points).replace('-', '\u2212');
  }

  static String duration(Duration d) {
    long s = Math.max(0, d.toSeconds());
    if (s < 120) {
      return s + " s";
    }
    return s < 7200
        ? String.format(Locale.ROOT, "%d min %02d s", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d h %02d min", s / 3600, s % 3600 / 60);
  }
}
