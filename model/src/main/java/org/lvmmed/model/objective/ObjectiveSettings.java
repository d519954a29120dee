package org.lvmmed.model.objective;

import java.io.Serializable;
import org.lvmmed.model.matching.EstimatorSettings;

/**
 * What pretraining minimises.
 *
 * @param kind graph matching or NT-Xent ({@code objective.kind})
 * @param projector h, of either kind
 * @param matching graphs and affinities, of graph matching
 * @param estimator of the gradient through the matching
 * @param temperature of NT-Xent ({@code objective.temperature}; 0.2 in METHOD)
 */
public record ObjectiveSettings(
    Kind kind,
    ProjectorSettings projector,
    GraphMatchingSettings matching,
    EstimatorSettings estimator,
    double temperature)
    implements Serializable {

  /** Which objective. */
  public enum Kind {
    GRAPH_MATCHING,
    NT_XENT
  }

  public ObjectiveSettings {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException(
          "Invalid objective.temperature: " + temperature + " (above 0, finite)");
    }
    double beta = matching.affinities().beta();
    if (beta > 0 && estimator.omega() > 0) {
      throw new IllegalArgumentException(
          ("Invalid objective.beta and objective.omega: %s and %s (one of them is 0: the first makes"
                  + " similar images harder to tell apart, the second forgives their confusion)")
              .formatted(beta, estimator.omega()));
    }
  }

  /** Whether batches must come with prior similarities. */
  public boolean needsPriors() {
    return kind == Kind.GRAPH_MATCHING
        && (matching.affinities().beta() > 0 || estimator.omega() > 0);
  }

  /**
   * The objective for feature maps of so many channels.
   *
   * @param channels D
   */
  public Objective create(int channels) {
    return switch (kind) {
      case NT_XENT -> new NtXent(temperature, projector, channels);
      case GRAPH_MATCHING ->
          new GraphMatching(
              matching,
              projector,
              channels,
              new FastAffinities(matching.affinities()),
              new ImleEstimator(estimator));
    };
  }
}
