package org.lvmmed.ingest.image;

import java.io.Serializable;

/**
 * A look-up table of DICOM (PS3.3, C.11.1 and C.11.2): values below the first mapped one have the
 * first entry, values above the last one the last.
 *
 * @param first value that is mapped
 * @param bits of an entry
 */
public record ValueTable(int first, int bits, int[] entries) implements Serializable {

  public double at(double value) {
    long index = Math.round(value) - first;
    return entries[(int) Math.max(0, Math.min(entries.length - 1L, index))];
  }

  /** The largest entry that the bits allow. */
  public double white() {
    return Math.pow(2, bits) - 1;
  }
}
