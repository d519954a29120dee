package org.lvmmed.jobs.evaluate;

import java.io.Serializable;
import org.lvmmed.jobs.io.Hashes;

/**
 * The smallest piece of work that is done, kept and, if it fails, lost alone.
 *
 * @param encoder name of the encoder
 * @param features where the encoder's features lie
 * @param trial number of the trial, from 0
 * @param basis hash of everything else that the outcome depends on
 */
record ProbeUnit(
    ClassificationTask task,
    String encoder,
    String features,
    Protocol protocol,
    int trial,
    String basis)
    implements Serializable {

  /** Name of the unit's file: legible, and another one when anything changes. */
  String fileName() {
    String legible =
        "%s-%s-%s-%d"
            .formatted(protocol.title(), encoder, task.dataset(), trial)
            .replaceAll("[^A-Za-z0-9._-]", "_");
    return legible + "-" + Hashes.sha256(toString()).substring(0, 16) + ".json";
  }
}
