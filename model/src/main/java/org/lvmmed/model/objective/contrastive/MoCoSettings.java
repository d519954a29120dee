package org.lvmmed.model.objective.contrastive;

import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.rules.Rules;

/**
 * MoCo v2.
 *
 * @param temperature that similarities are divided by ({@code objective.moco-v2.temperature}; 0.2
 *     in the paper)
 * @param momentum of the key encoder ({@code objective.moco-v2.momentum}; 0.999 in the paper)
 * @param queue keys that a worker keeps ({@code objective.moco-v2.queue}; 65,536 in the paper)
 * @param bothWays whether second views are compared with keys of first ones as well ({@code
 *     objective.moco-v2.both-ways})
 * @param projector from pooled features to queries and keys ({@code objective.moco-v2.projector})
 */
public record MoCoSettings(
    double temperature, double momentum, int queue, boolean bothWays, ProjectorSettings projector)
    implements ObjectiveSettings {

  public MoCoSettings {
    Rules.of("objective.moco-v2")
        .above("temperature", temperature, 0, Double.MAX_VALUE)
        .within("momentum", momentum, 0, 1)
        .within("queue", queue, 1, 10_000_000)
        .check();
  }

  @Override
  public String kind() {
    return MoCoKind.NAME;
  }

  @Override
  public Objective create(int channels) {
    return new MoCo(this, channels);
  }
}
