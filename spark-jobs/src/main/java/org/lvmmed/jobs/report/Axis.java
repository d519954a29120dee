package org.lvmmed.jobs.report;

import java.util.ArrayList;
import java.util.List;

/** Maps values from {@code low} to {@code high} to pixels, with round numbers to mark. */
record Axis(double low, double high, double from, double to) {

  /** An axis over a range, widened a little where that range is empty. */
  static Axis of(double low, double high, double from, double to) {
    double margin = high > low ? 0 : Math.max(1e-6, 0.1 * Math.abs(high));
    return new Axis(low - margin, high + margin, from, to);
  }

  double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  /** About {@code wanted} multiples of 1, 2 or 5 times a power of ten within the range. */
  List<Double> ticks(int wanted) {
    double step = step((high - low) / wanted);
    List<Double> ticks = new ArrayList<>();
    for (double k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
      ticks.add(k * step == 0 ? 0.0 : k * step);
    }
    return ticks;
  }

  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double ratio = least / power;
    return power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
  }
}
