package org.lvmmed.jobs.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What one encoder is worth against another: an entry of {@code evaluation/summary.json}.
 *
 * @param tasks pairs of dataset and protocol that both were tested on
 * @param better those on which the encoder is the better one
 * @param difference mean of the tasks' differences of their main metrics, a fraction of 1
 * @param ci95 its paired bootstrap interval over patients, the tasks being given
 * @param p two-sided, by the same draws
 * @param statement the same in words
 */
@JsonPropertyOrder({
  "encoder",
  "against",
  "tasks",
  "better",
  "mean_difference",
  "ci95",
  "p",
  "statement",
  "comparisons"
})
public record Verdict(
    String encoder,
    String against,
    int tasks,
    int better,
    @JsonProperty("mean_difference") double difference,
    double[] ci95,
    double p,
    String statement,
    List<Comparison> comparisons) {}
