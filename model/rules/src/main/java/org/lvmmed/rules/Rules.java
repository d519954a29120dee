package org.lvmmed.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What a record asks of its values. Every value that does not fit is told, not the first alone: a
 * line {@code Invalid KEY: VALUE (RULE)} for each.
 */
public final class Rules {

  private final String prefix;
  private final List<String> broken = new ArrayList<>();

  private Rules(String prefix) {
    this.prefix = prefix;
  }

  /** Rules for the keys of a section of a recipe. */
  public static Rules of(String section) {
    return new Rules(section + ".");
  }

  /** Rules of a record that several sections hold: whoever reads one knows which. */
  public static Rules ofAnySection() {
    return new Rules("");
  }

  /** A whole number within [min, max]. */
  public Rules within(String key, long value, long min, long max) {
    String rule =
        max == Long.MAX_VALUE || max == Integer.MAX_VALUE ? min + " or more" : min + " to " + max;
    return that(value >= min && value <= max, key, value, rule);
  }

  /** A number within [min, max]; finite. */
  public Rules within(String key, double value, double min, double max) {
    String rule =
        max == Double.MAX_VALUE ? plain(min) + " or more" : plain(min) + " to " + plain(max);
    return that(value >= min && value <= max, key, value, rule);
  }

  /** A number within (bound, max]; finite. */
  public Rules above(String key, double value, double bound, double max) {
    String most = max == Double.MAX_VALUE ? "" : ", at most " + plain(max);
    return that(value > bound && value <= max, key, value, "above " + plain(bound) + most);
  }

  /** Anything else. */
  public Rules that(boolean holds, String key, Object value, String rule) {
    if (!holds) {
      broken.add("Invalid %s%s: %s (%s)".formatted(prefix, key, value, rule));
    }
    return this;
  }

  /**
   * Ends the rules.
   *
   * @throws IllegalArgumentException with a line for each value that does not fit
   */
  public void check() {
    if (!broken.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", broken));
    }
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e9
        ? Long.toString((long) bound)
        : Double.toString(bound);
  }
}
