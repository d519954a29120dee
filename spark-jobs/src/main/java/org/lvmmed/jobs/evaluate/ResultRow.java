package org.lvmmed.jobs.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.lvmmed.jobs.evaluate.settings.Protocol;

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
    Protocol protocol,
    String encoder,
    String metric,
    double mean,
    double std,
    int trials,
    double[] values,
    double[] ci95,
    @JsonProperty("n_test") int testImages,
    double seconds) {

  /** The one metric that is a distance, in millimetres or pixels. */
  static final String HAUSDORFF = "hd95";

  /** Whether it is the metric by which encoders are compared. */
  @JsonIgnore
  public boolean isMain() {
    return metric.equals(protocol.truth().mainMetric());
  }

  /** Whether it is a fraction of 1. */
  @JsonIgnore
  public boolean isShare() {
    return !metric.equals(HAUSDORFF);
  }
}
