package org.lvmmed.model.objective.vicregl;

import java.util.List;
import java.util.Map;
import org.lvmmed.model.objective.Curve;
import org.lvmmed.model.objective.ObjectiveKind;
import org.lvmmed.model.objective.ObjectiveSettings;

/** VICRegL, by its name in recipes. */
public final class VicReglKind implements ObjectiveKind {

  static final String NAME = "vicregl";

  static final String INVARIANCE = "invariance";
  static final String VARIANCE = "variance";
  static final String COVARIANCE = "covariance";
  static final String LOCAL = "local_loss";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<? extends ObjectiveSettings> settings() {
    return VicReglSettings.class;
  }

  @Override
  public List<Curve> curves(Map<String, String> settings) {
    return List.of(
        new Curve(
            INVARIANCE,
            "Distance of two views",
            "Mean squared difference of whole images' embeddings. Falls."),
        new Curve(
            VARIANCE,
            "Missing variance",
            "How far the deviations of whole images' embeddings are below 1, mean over values."
                + " Falls towards 0; at 1 all images look the same."),
        new Curve(
            COVARIANCE,
            "Covariance of different values",
            "Sum of squares over pairs of values, by the number of values. Falls in the end."),
        new Curve(LOCAL, "Loss of places", "The loss between positions of the maps. Falls."));
  }
}
