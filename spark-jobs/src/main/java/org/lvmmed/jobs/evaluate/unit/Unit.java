package org.lvmmed.jobs.evaluate.unit;

import java.io.Serializable;
import org.lvmmed.jobs.evaluate.settings.Protocol;

/** The smallest piece of work that is done, kept and, if it fails, lost alone. */
public interface Unit extends Serializable {

  String dataset();

  Protocol protocol();

  /** Name of the encoder. */
  String encoder();

  /** Number of the trial, from 0. */
  int trial();

  /** Name of the unit's file: legible, and another one when anything changes. */
  String fileName();

  /** The legible part of a unit's file name. */
  default String legible() {
    return "%s-%s-%s-%d"
        .formatted(protocol().title(), encoder(), dataset(), trial())
        .replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
