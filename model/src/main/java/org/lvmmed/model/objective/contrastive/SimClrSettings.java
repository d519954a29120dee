package org.lvmmed.model.objective.contrastive;

import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.rules.Rules;

/**
 * NT-Xent.
 *
 * @param temperature that similarities are divided by ({@code objective.simclr.temperature}; 0.2 in
 *     METHOD)
 * @param projector from pooled features to z ({@code objective.simclr.projector})
 */
public record SimClrSettings(double temperature, ProjectorSettings projector)
    implements ObjectiveSettings {

  public SimClrSettings {
    Rules.of("objective.simclr").above("temperature", temperature, 0, Double.MAX_VALUE).check();
  }

  @Override
  public String kind() {
    return SimClrKind.NAME;
  }

  @Override
  public Objective create(int channels) {
    return new SimClr(this, channels);
  }
}
