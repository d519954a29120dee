package org.lvmmed.ingest.plan;

/** What became of a file. Every file has one. */
public enum Fate {
  /** It gave at least one row. */
  SOURCE,
  /** It belongs to a source: a mask, raw data of a header, a slice that was thinned out. */
  COMPANION,
  /** It is no image data by rule. */
  NOT_IMAGE,
  /** It gave nothing, for a reason. */
  QUARANTINED
}
