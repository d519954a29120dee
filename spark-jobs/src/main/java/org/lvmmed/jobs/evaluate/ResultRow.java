package org.lvmmed.jobs.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One metric of one encoder on one dataset: an entry of {@code evaluation/results.json}.
 *
 * @param mean over trials, a fraction of 1
 * @param std sample standard deviation over trials; 0 for a single one
 * @param trials how many
 * @param values of the trials
 * @param ci95 ends of the bootstrap 95 % interval of the mean, over test patients
 * @param testImages cases tested on: images, of volumes their series
 * @param seconds of all trials' work: of probes the fit, of heads training and test
 */
@JsonPropertyOrder({
  "dataset",
  "protocol",
  "encoder",
  "metric",
  "mean",
  "std",
  "trials",
  "values",
  "ci95",
  "n_test",
  "seconds"
})
public record ResultRow(
    String dataset,
    String protocol,
    String encoder,
    String metric,
    double mean,
    double std,
    int trials,
    double[] values,
    double[] ci95,
    @JsonProperty("n_test") int testImages,
    double seconds) {}
