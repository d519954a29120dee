package org.lvmmed.ingest.pixels;

import java.io.Serializable;

/**
 * The range of rescaled values that becomes black to white.
 *
 * @param unit {@code HU} for CT, {@code stored} for everything that has no unit
 */
public record Window(double low, double high, String unit) implements Serializable {
  public static final String HOUNSFIELD = "HU";
  public static final String STORED = "stored";
}
