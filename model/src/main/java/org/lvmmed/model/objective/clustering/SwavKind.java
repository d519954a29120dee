package org.lvmmed.model.objective.clustering;

import java.util.List;
import java.util.Map;
import org.lvmmed.model.objective.Curve;
import org.lvmmed.model.objective.ObjectiveKind;
import org.lvmmed.model.objective.ObjectiveSettings;

/** SwAV, by its name in recipes. */
public final class SwavKind implements ObjectiveKind {

  static final String NAME = "swav";

  /** Entropy of the mean prediction, as a share of log K. */
  static final String USE = "prototype_use";

  /** Mean entropy of the codes, as a share of log K. */
  static final String CODES = "code_entropy";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<? extends ObjectiveSettings> settings() {
    return SwavSettings.class;
  }

  @Override
  public List<Curve> curves(Map<String, String> settings) {
    return List.of(
        new Curve(
            USE,
            "Use of the prototypes",
            "Entropy of the mean prediction over a batch, as a share of the largest. Stays well"
                + " above 0; at 0 one prototype stands for all images."),
        new Curve(
            CODES,
            "Entropy of the codes",
            "Of the code of a view, as a share of the largest. Falls; at 1 a code says nothing."));
  }
}
