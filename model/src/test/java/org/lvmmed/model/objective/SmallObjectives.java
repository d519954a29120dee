package org.lvmmed.model.objective;

import java.util.stream.Stream;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.objective.clustering.DeepClusterSettings;
import org.lvmmed.model.objective.clustering.SwavSettings;
import org.lvmmed.model.objective.contrastive.MoCoSettings;
import org.lvmmed.model.objective.contrastive.SimClrSettings;
import org.lvmmed.model.objective.distillation.DinoSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings.Norm;
import org.lvmmed.model.objective.matching.AffinitySettings;
import org.lvmmed.model.objective.matching.GraphMatchingSettings;
import org.lvmmed.model.objective.matching.MessagePassingKind;
import org.lvmmed.model.objective.redundancy.BarlowTwinsSettings;
import org.lvmmed.model.objective.vicregl.VicReglSettings;

/** Objectives with small heads, for the tests of what every one of them keeps. */
public final class SmallObjectives {

  private SmallObjectives() {}

  /** One of each kind. */
  public static Stream<ObjectiveSettings> all() {
    ProjectorSettings projector =
        new ProjectorSettings(ProjectorSettings.Kind.LINEAR, Norm.BATCH, 16, 16);
    return Stream.of(
        new GraphMatchingSettings(
            16,
            5,
            MessagePassingKind.GRAPH_CONV,
            80,
            AffinitySettings.standard(),
            EstimatorSettings.standard(),
            projector),
        new SimClrSettings(0.2, projector),
        new MoCoSettings(0.2, 0.99, 64, true, projector),
        new BarlowTwinsSettings(0.005, 16),
        new VicReglSettings(0.75, 25, 25, 1, 0.4, 16, 16),
        new DinoSettings(
            0.1,
            new DinoSettings.Teacher(0.04, 0.07, 0.3, 0.99, 0.9),
            new DinoSettings.Head(16, 16, 32),
            1,
            3),
        new SwavSettings(0.1, 0.05, 3, 16, 16, 32, 1, 48, 0),
        new DeepClusterSettings(0.1, 3, 16, 16, 2, 32));
  }

  /** That of a name. */
  public static ObjectiveSettings of(String kind) {
    return all().filter(one -> one.kind().equals(kind)).findFirst().orElseThrow();
  }
}
