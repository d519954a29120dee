package org.lvmmed.ingest.pixels;

import java.io.Serializable;

/**
 * The range of rescaled values that becomes black to white.
 *
 * @param unit {@code HU} for CT, {@code stored} for everything that has no unit
 * @param tone how the range becomes black to white
 */
public record Window(double low, double high, String unit, Tone tone) implements Serializable {
  public static final String HOUNSFIELD = "HU";
  public static final String STORED = "stored";

  /** A straight line from black to white. */
  public Window(double low, double high, String unit) {
    this(low, high, unit, new Tone.Linear(low, high));
  }
}
