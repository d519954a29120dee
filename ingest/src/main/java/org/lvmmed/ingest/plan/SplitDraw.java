package org.lvmmed.ingest.plan;

import java.util.HashMap;
import java.util.Map;
import org.lvmmed.ingest.dataset.DatasetListing;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.ingest.dataset.SplitRule;

/** Completes the splits that tables and folders leave open, by patient. */
final class SplitDraw {
  private SplitDraw() {}

  /** What is given of a patient: a split, and whether one of the images has a label. */
  record Owner(Split split, boolean labelled) {}

  static Map<String, Split> of(
      DatasetListing dataset, double validation, Patients patients, Map<String, Owner> owners) {
    Map<String, Split> splits = new HashMap<>();
    owners.forEach((patient, owner) -> splits.put(patient, owner.split()));
    boolean tested = owners.values().stream().anyMatch(owner -> owner.split() == Split.TEST);
    boolean labelled = owners.values().stream().anyMatch(Owner::labelled);
    SplitRule rule = dataset.conf().split();
    if (!tested && rule.rule() == SplitRule.Rule.FRACTION) {
      patients.draw(splits, Split.TRAIN, Split.TEST, 1 - rule.fraction());
    } else if (!dataset.hasTest() && labelled) {
      patients.draw(splits, Split.TRAIN, Split.TEST, rule.fraction());
    }
    if (dataset.tabled() && !dataset.hasValidation()) {
      patients.draw(splits, Split.TRAIN, Split.VAL, validation);
    }
    return splits;
  }
}
