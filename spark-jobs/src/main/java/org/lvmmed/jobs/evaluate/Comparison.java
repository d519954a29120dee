package org.lvmmed.jobs.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.lvmmed.jobs.evaluate.settings.Protocol;

/**
 * Two encoders on the same test cases of one dataset.
 *
 * @param difference of the main metric's means over trials, first less second
 * @param ci95 its paired bootstrap interval over patients
 * @param p two-sided
 * @param test what gave p: {@code sign-flip} of per-case values, or {@code bootstrap} where a
 *     metric has none
 * @param cases tested
 */
@JsonPropertyOrder({"dataset", "protocol", "metric", "difference", "ci95", "p", "test", "n_test"})
public record Comparison(
    String dataset,
    Protocol protocol,
    String metric,
    double difference,
    double[] ci95,
    double p,
    String test,
    @JsonProperty("n_test") int cases) {}
