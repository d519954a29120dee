package org.lvmmed.model.objective.contrastive;

import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.rules.Rules;

/**
 * NT-Xent.
 *
 * @param temperature that similarities are divided by ({@code objective.nt-xent.temperature}; 0.2
 *     in METHOD)
 * @param projector from pooled features to z ({@code objective.nt-xent.projector})
 */
public record NtXentSettings(double temperature, ProjectorSettings projector)
    implements ObjectiveSettings {

  public NtXentSettings {
    Rules.of("objective.nt-xent").above("temperature", temperature, 0, Double.MAX_VALUE).check();
  }

  @Override
  public String kind() {
    return NtXentKind.NAME;
  }

  @Override
  public Objective create(int channels) {
    return new NtXent(this, channels);
  }
}
