package org.lvmmed.ingest.plan;

import java.io.Serializable;
import java.util.Locale;

/**
 * Something irregular about a series.
 *
 * @param series opaque identifier
 */
public record SeriesNote(String dataset, String series, Kind kind, String detail)
    implements Serializable {

  /** What can be irregular. */
  public enum Kind {
    GANTRY_TILT,
    MISSING_SLICES,
    MIXED_ORIENTATION,
    MIXED_SIZES,
    REPEATED_POSITIONS,
    IRREGULAR_SPACING,
    TOO_FEW_SLICES,
    NO_POSITIONS;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
