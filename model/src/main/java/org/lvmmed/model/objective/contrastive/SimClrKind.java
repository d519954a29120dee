package org.lvmmed.model.objective.contrastive;

import java.util.List;
import java.util.Map;
import org.lvmmed.model.objective.Curve;
import org.lvmmed.model.objective.ObjectiveKind;
import org.lvmmed.model.objective.ObjectiveSettings;

/** SimCLR, by the name of its loss. */
public final class SimClrKind implements ObjectiveKind {

  static final String NAME = "simclr";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<? extends ObjectiveSettings> settings() {
    return SimClrSettings.class;
  }

  /** Those of every objective say it all. */
  @Override
  public List<Curve> curves(Map<String, String> settings) {
    return List.of();
  }
}
