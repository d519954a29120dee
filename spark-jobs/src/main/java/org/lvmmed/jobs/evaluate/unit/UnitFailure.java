package org.lvmmed.jobs.evaluate.unit;

import java.io.Serializable;

/** A unit that could not be done, as {@code evaluation/failures.json} tells of it. */
public record UnitFailure(String dataset, String protocol, String encoder, int trial, String reason)
    implements Serializable {

  public static UnitFailure of(Unit unit, String reason) {
    return new UnitFailure(
        unit.dataset(), unit.protocol().title(), unit.encoder(), unit.trial(), reason);
  }

  @Override
  public String toString() {
    return "%s of %s on %s, trial %d: %s".formatted(protocol, encoder, dataset, trial, reason);
  }
}
