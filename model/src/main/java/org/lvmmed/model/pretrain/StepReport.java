package org.lvmmed.model.pretrain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lvmmed.model.objective.EmbeddingMetrics;
import org.lvmmed.model.objective.ObjectiveResult;

/**
 * What came of a step.
 *
 * @param loss before the step
 * @param metrics of the embeddings, before the step
 * @param matchings of the batch's graphs, as the objective gives them
 * @param seconds the whole step's wall time
 * @param objectiveSeconds of them, the objective's
 * @param phases where those went
 */
public record StepReport(
    double loss,
    EmbeddingMetrics metrics,
    List<int[]> matchings,
    double seconds,
    double objectiveSeconds,
    ObjectiveResult.Phases phases) {

  /** The measurements by the names of metrics.jsonl. */
  public Map<String, Double> named() {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("loss", loss);
    named.put("match_accuracy", metrics.matchAccuracy());
    named.put("cos_z", metrics.cosZ());
    named.put("cos_zhat", metrics.cosZHat());
    named.put("embedding_std", metrics.embeddingStd());
    named.put("effective_rank", metrics.effectiveRank());
    return named;
  }
}
