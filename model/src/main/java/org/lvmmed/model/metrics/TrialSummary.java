package org.lvmmed.model.metrics;

import java.util.Arrays;

/**
 * Mean and sample standard deviation (n − 1 below the fraction; 0 for a single trial) of a metric
 * over trials.
 */
public record TrialSummary(double mean, double std) {

  public static TrialSummary of(double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new TrialSummary(mean, values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)));
  }
}
