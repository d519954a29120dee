package org.lvmmed.model.objective.redundancy;

import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.rules.Rules;

/**
 * Barlow Twins.
 *
 * @param lambda weight of what lies beside the diagonal ({@code objective.barlow-twins.lambda};
 *     0.005 in the paper)
 * @param width of each of the projector's three layers ({@code objective.barlow-twins.width}; 8192
 *     in the paper)
 */
public record BarlowTwinsSettings(double lambda, int width) implements ObjectiveSettings {

  public BarlowTwinsSettings {
    Rules.of("objective.barlow-twins")
        .within("lambda", lambda, 0, 10)
        .within("width", width, 1, 65_536)
        .check();
  }

  @Override
  public String kind() {
    return BarlowTwinsKind.NAME;
  }

  @Override
  public Objective create(int channels) {
    return new BarlowTwins(this, channels);
  }

  @Override
  public String againstCollapse() {
    return "a larger objective.barlow-twins.lambda";
  }
}
