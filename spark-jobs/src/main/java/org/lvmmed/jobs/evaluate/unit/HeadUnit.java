package org.lvmmed.jobs.evaluate.unit;

import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.io.Hashes;

/**
 * One head, trained and tested.
 *
 * @param task for one trial, so that more trials leave finished ones valid
 * @param encoder name of the encoder
 * @param fingerprint of the encoder
 * @param trial number of the trial, from 0
 * @param basis hash of everything else that the outcome depends on
 */
public record HeadUnit(HeadTask task, String encoder, String fingerprint, int trial, String basis)
    implements Unit {

  @Override
  public String dataset() {
    return task.dataset();
  }

  @Override
  public Protocol protocol() {
    return task.protocol();
  }

  @Override
  public String fileName() {
    return legible() + "-" + Hashes.sha256(toString()).substring(0, 16) + ".json";
  }
}
