package org.lvmmed.ingest.pixels;

import java.io.Serializable;
import org.lvmmed.ingest.image.ValueTable;

/** How a rescaled value becomes a level from 0, black, to 1, white. */
public sealed interface Tone extends Serializable {

  /** The level of a value; what lies outside 0 to 1 is black or white. */
  double level(double value);

  /** A straight line between the ends. */
  record Linear(double low, double high) implements Tone {
    @Override
    public double level(double value) {
      return (value - low) / Math.max(high - low, Double.MIN_NORMAL);
    }
  }

  /** DICOM's sigmoid (PS3.3, C.11.2.1.3.1). */
  record Sigmoid(double centre, double width) implements Tone {
    @Override
    public double level(double value) {
      return 1 / (1 + Math.exp(-4 * (value - centre) / width));
    }
  }

  /** A table (PS3.3, C.11.2.1.1). */
  record Table(ValueTable table) implements Tone {
    @Override
    public double level(double value) {
      return table.at(value) / table.white();
    }
  }
}
