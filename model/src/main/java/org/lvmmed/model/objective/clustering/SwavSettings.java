package org.lvmmed.model.objective.clustering;

import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.rules.Rules;

/**
 * SwAV.
 *
 * @param temperature of predictions ({@code objective.swav.temperature}; 0.1 in the paper)
 * @param epsilon weight of the codes' entropy ({@code objective.swav.epsilon}; 0.05 in the paper)
 * @param iterations of Sinkhorn's algorithm ({@code objective.swav.iterations}; 3 in the paper)
 * @param hidden width of the projector's hidden layer ({@code objective.swav.hidden}; 2048 in the
 *     paper)
 * @param width F of the embeddings ({@code objective.swav.width}; 128 in the paper)
 * @param prototypes K ({@code objective.swav.prototypes}; 3000 in the paper)
 * @param frozenEpochs in which prototypes do not move ({@code objective.swav.frozen-epochs}; 1 in
 *     the paper)
 * @param queue embeddings of earlier steps that a worker keeps, so that codes share out more than a
 *     small batch ({@code objective.swav.queue}; 0 in the paper, 3,840 for its small batches)
 * @param queueFromEpoch from which they have a part ({@code objective.swav.queue-from-epoch}; 15 of
 *     200 in the paper)
 */
public record SwavSettings(
    double temperature,
    double epsilon,
    int iterations,
    int hidden,
    int width,
    int prototypes,
    int frozenEpochs,
    int queue,
    int queueFromEpoch)
    implements ObjectiveSettings {

  private static final int MOST = 10_000_000;

  public SwavSettings {
    Rules.of("objective.swav")
        .above("temperature", temperature, 0, Double.MAX_VALUE)
        .above("epsilon", epsilon, 0, Double.MAX_VALUE)
        .within("iterations", iterations, 1, 1000)
        .within("hidden", hidden, 1, MOST)
        .within("width", width, 1, MOST)
        .within("prototypes", prototypes, 1, MOST)
        .within("frozen-epochs", frozenEpochs, 0, MOST)
        .within("queue", queue, 0, MOST)
        .within("queue-from-epoch", queueFromEpoch, 0, MOST)
        .check();
  }

  @Override
  public String kind() {
    return SwavKind.NAME;
  }

  @Override
  public Objective create(int channels) {
    return new Swav(this, channels);
  }

  @Override
  public String againstCollapse() {
    return "a larger objective.swav.epsilon";
  }
}
