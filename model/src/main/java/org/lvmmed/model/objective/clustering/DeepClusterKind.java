package org.lvmmed.model.objective.clustering;

import java.util.List;
import java.util.Map;
import org.lvmmed.model.objective.Curve;
import org.lvmmed.model.objective.ObjectiveKind;
import org.lvmmed.model.objective.ObjectiveSettings;

/** DeepCluster-v2, by its name in recipes. */
public final class DeepClusterKind implements ObjectiveKind {

  static final String NAME = "deepcluster-v2";

  /** Share of views whose nearest centroid is their image's. */
  static final String ACCURACY = "cluster_accuracy";

  /** Entropy of the batch's clusters, as a share of the largest there is. */
  static final String USE = "cluster_use";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<? extends ObjectiveSettings> settings() {
    return DeepClusterSettings.class;
  }

  @Override
  public List<Curve> curves(Map<String, String> settings) {
    return List.of(
        new Curve(
            ACCURACY,
            "Views that find their cluster",
            "Share of views that are nearest to the centroid of their image's cluster. Rises within"
                + " an epoch, and falls back where clusters are made anew."),
        new Curve(
            USE,
            "Use of the clusters",
            "Entropy of the clusters of a batch's images, as a share of the largest. Stays near 1;"
                + " at 0 all images are in one."));
  }
}
