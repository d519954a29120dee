package org.lvmmed.model.objective.distillation;

import java.util.List;
import java.util.Map;
import org.lvmmed.model.objective.Curve;
import org.lvmmed.model.objective.ObjectiveKind;
import org.lvmmed.model.objective.ObjectiveSettings;

/** DINO, by its name in recipes. */
public final class DinoKind implements ObjectiveKind {

  static final String NAME = "dino";

  /** Mean entropy of the teacher's distributions, as a share of log K. */
  static final String TEACHER = "teacher_entropy";

  /** Entropy of their mean, as a share of log K. */
  static final String USE = "prototype_use";

  /** Mean divergence of the student's distributions from the teacher's. */
  static final String DIVERGENCE = "teacher_divergence";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<? extends ObjectiveSettings> settings() {
    return DinoSettings.class;
  }

  @Override
  public List<Curve> curves(Map<String, String> settings) {
    return List.of(
        new Curve(
            TEACHER,
            "Entropy of the teacher",
            "Of its distribution for an image, as a share of the largest. Falls from 1; at 1 it"
                + " says nothing."),
        new Curve(
            USE,
            "Use of the prototypes",
            "Entropy of the teacher's mean distribution over a batch, as a share of the largest."
                + " Stays well above 0; at 0 one prototype stands for all images."),
        new Curve(
            DIVERGENCE,
            "Distance of the student from the teacher",
            "Kullback–Leibler divergence between the views. Falls, but not to 0."));
  }
}
