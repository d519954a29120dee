package org.lvmmed.model.objective.redundancy;

import java.util.List;
import java.util.Map;
import org.lvmmed.model.objective.Curve;
import org.lvmmed.model.objective.ObjectiveKind;
import org.lvmmed.model.objective.ObjectiveSettings;

/** Barlow Twins, by its name in recipes. */
public final class BarlowTwinsKind implements ObjectiveKind {

  static final String NAME = "barlow-twins";

  /** Mean of the cross-correlation's diagonal. */
  static final String DIAGONAL = "correlation_diagonal";

  /** Root mean square of what lies beside the diagonal. */
  static final String REST = "correlation_rest";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<? extends ObjectiveSettings> settings() {
    return BarlowTwinsSettings.class;
  }

  @Override
  public List<Curve> curves(Map<String, String> settings) {
    return List.of(
        new Curve(
            DIAGONAL,
            "Correlation of a value with itself",
            "Between two views of the images, mean over the embedding's values. Rises towards 1."),
        new Curve(
            REST,
            "Correlation of different values",
            "Root mean square over all pairs of values. Falls; at 1 all values tell the same."));
  }
}
