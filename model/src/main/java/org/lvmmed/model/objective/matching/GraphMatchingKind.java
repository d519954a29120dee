package org.lvmmed.model.objective.matching;

import java.util.List;
import java.util.Map;
import org.lvmmed.model.objective.Curve;
import org.lvmmed.model.objective.ObjectiveKind;
import org.lvmmed.model.objective.ObjectiveSettings;

/** Second-order graph matching, by its name in recipes. */
public final class GraphMatchingKind implements ObjectiveKind {

  static final String NAME = "graph-matching";

  /** Mean cosine of an image's two views after message passing. */
  static final String COSINE_AFTER_MESSAGES = "cos_zhat";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<? extends ObjectiveSettings> settings() {
    return GraphMatchingSettings.class;
  }

  /** Without message passing ẑ is z, whose curve every objective has. */
  @Override
  public List<Curve> curves(Map<String, String> settings) {
    if ("none".equals(settings.get("objective." + NAME + ".message-passing"))) {
      return List.of();
    }
    return List.of(
        new Curve(
            COSINE_AFTER_MESSAGES,
            "Likeness of two views after message passing",
            "Mean cosine of an image's two views (ẑ), which the matching compares. Rises."));
  }
}
