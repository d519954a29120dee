package org.lvmmed.jobs.pretrain.average;

import java.io.Serializable;
import java.util.Map;

/**
 * What a worker tells of its part of a round.
 *
 * @param images images trained on
 * @param metrics means over its images, by metrics.jsonl's names
 * @param matching of the first graph of its last step; empty where the objective matches none
 * @param waitSeconds time without data
 * @param trainSeconds time of the optimiser's steps
 */
public record WorkerReport(
    int worker,
    long images,
    int iteration,
    Map<String, Double> metrics,
    int[] matching,
    double waitSeconds,
    double trainSeconds)
    implements Serializable {}
