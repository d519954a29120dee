package org.lvmmed.jobs.evaluate.unit;

import java.io.Serializable;
import org.lvmmed.jobs.evaluate.settings.Protocol;

/** A unit that could not be done, as {@code evaluation/failures.json} tells of it. */
public record UnitFailure(
    String dataset, Protocol protocol, String encoder, int trial, String reason)
    implements Serializable {

  public static UnitFailure of(Unit unit, String reason) {
    return new UnitFailure(unit.dataset(), unit.protocol(), unit.encoder(), unit.trial(), reason);
  }

  @Override
  public String toString() {
    return "%s of %s on %s, trial %d: %s"
        .formatted(protocol.title(), encoder, dataset, trial, reason);
  }
}
