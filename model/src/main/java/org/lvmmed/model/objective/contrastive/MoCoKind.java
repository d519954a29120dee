package org.lvmmed.model.objective.contrastive;

import java.util.List;
import java.util.Map;
import org.lvmmed.model.objective.Curve;
import org.lvmmed.model.objective.ObjectiveKind;
import org.lvmmed.model.objective.ObjectiveSettings;

/** MoCo v2, by its name in recipes. */
public final class MoCoKind implements ObjectiveKind {

  static final String NAME = "moco-v2";

  /** Share of queries that are most like their own key. */
  static final String ACCURACY = "contrast_accuracy";

  /** Share of the queue that holds keys. */
  static final String FILLED = "queue_filled";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<? extends ObjectiveSettings> settings() {
    return MoCoSettings.class;
  }

  @Override
  public List<Curve> curves(Map<String, String> settings) {
    return List.of(
        new Curve(
            ACCURACY,
            "Queries that find their key",
            "Share of views that are more like their image's other view than any key of the queue."
                + " 1 while the queue is empty, then falls, then rises."),
        new Curve(
            FILLED, "Queue", "Share of the queue that holds keys; 1 after the first rounds."));
  }
}
