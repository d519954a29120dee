package org.lvmmed.model.pretrain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lvmmed.model.objective.EmbeddingMetrics;
import org.lvmmed.model.objective.ObjectiveResult;

/**
 * What came of a step.
 *
 * @param objective what it said of the batch, before the step
 * @param seconds the whole step's wall time
 * @param objectiveSeconds of them, the objective's
 */
public record StepReport(ObjectiveResult objective, double seconds, double objectiveSeconds) {

  /** The measurements by the names of metrics.jsonl: those of every objective, then its own. */
  public Map<String, Double> named() {
    EmbeddingMetrics metrics = objective.metrics();
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("loss", objective.loss());
    named.put("match_accuracy", metrics.matchAccuracy());
    named.put("cos_z", metrics.cosine());
    named.put("embedding_std", metrics.std());
    named.put("effective_rank", metrics.effectiveRank());
    named.putAll(objective.curves());
    return named;
  }
}
