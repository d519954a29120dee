package org.lvmmed.jobs.evaluate.unit;

import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.io.Hashes;

/**
 * One probe.
 *
 * @param encoder name of the encoder
 * @param features where the encoder's features lie
 * @param trial number of the trial, from 0
 * @param basis hash of everything else that the outcome depends on
 */
public record ProbeUnit(
    ClassificationTask task,
    String encoder,
    String features,
    Protocol protocol,
    int trial,
    String basis)
    implements Unit {

  @Override
  public String dataset() {
    return task.dataset();
  }

  @Override
  public String fileName() {
    return legible() + "-" + Hashes.sha256(toString()).substring(0, 16) + ".json";
  }
}
