package org.lvmmed.jobs.pretrain.plan;

import org.lvmmed.model.objective.ObjectiveSettings;

/**
 * What an objective needs of a plan.
 *
 * @param graphSize images that belong together
 * @param priors whether graphs carry their prior similarities
 * @param keepsImages whether an image is trained by the same worker in every epoch
 */
public record PlanNeeds(int graphSize, boolean priors, boolean keepsImages) {

  /**
   * @param batch images of a worker's step, which are a graph where any images will do
   */
  public static PlanNeeds of(ObjectiveSettings objective, int batch) {
    return new PlanNeeds(
        objective.imagesPerGraph().orElse(batch), objective.needsPriors(), objective.keepsImages());
  }

  /** Graphs of a size, and nothing else. */
  static PlanNeeds graphs(int size) {
    return new PlanNeeds(size, false, false);
  }
}
