package org.lvmmed.ingest.image;

/** Numeric type of one stored sample. The name is numpy's, without byte order. */
public enum SampleType {
  UINT8(1),
  INT8(1),
  UINT16(2),
  INT16(2),
  UINT32(4),
  INT32(4),
  UINT64(8),
  INT64(8),
  FLOAT32(4),
  FLOAT64(8);

  private final int bytes;

  SampleType(int bytes) {
    this.bytes = bytes;
  }

  public int bytes() {
    return bytes;
  }

  public boolean isFloat() {
    return this == FLOAT32 || this == FLOAT64;
  }

  public String numpyName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
