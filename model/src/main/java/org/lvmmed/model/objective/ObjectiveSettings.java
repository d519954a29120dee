package org.lvmmed.model.objective;

import java.io.Serializable;
import java.util.OptionalInt;

/** What pretraining minimises, and how: the typed section of a recipe for one method. */
public interface ObjectiveSettings extends Serializable {

  /** Name of its {@link ObjectiveKind}. */
  String kind();

  /**
   * The objective before its first step.
   *
   * @param channels D of the feature maps that it will see
   */
  Objective create(int channels);

  /**
   * How many images belong together as a graph; empty where any will do. Batches are made of whole
   * graphs.
   */
  default OptionalInt imagesPerGraph() {
    return OptionalInt.empty();
  }

  /** Whether batches must come with the prior similarities of their graphs. */
  default boolean needsPriors() {
    return false;
  }

  /** Whether an image must be trained by the same worker in every epoch. */
  default boolean keepsImages() {
    return false;
  }

  /** Whether the network that follows is what training is for, like the teacher of DINO. */
  default boolean trainsFollower() {
    return false;
  }

  /** What helps against embeddings that collapse, beside a lower rate; empty where nothing does. */
  default String againstCollapse() {
    return "";
  }
}
