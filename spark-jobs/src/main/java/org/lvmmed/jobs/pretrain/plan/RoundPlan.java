package org.lvmmed.jobs.pretrain.plan;

import java.io.Serializable;
import java.util.List;
import org.lvmmed.model.objective.Progress;

/**
 * One worker's part of a round, with all that its tasks need to know: nothing depends on which
 * executor runs it, or how often.
 *
 * @param worker logical worker
 * @param epoch counted from 0
 * @param steps in order
 */
public record RoundPlan(int worker, int epoch, List<Step> steps) implements Serializable {

  /** One optimiser step. */
  public record Step(double learningRate, Progress progress, List<GraphPlan> graphs)
      implements Serializable {
    public long images() {
      return graphs.stream().mapToLong(g -> g.nodes().size()).sum();
    }
  }

  /**
   * One graph.
   *
   * @param key what the graph's random draws are derived from
   * @param prior n×n prior similarities, or empty where no setting asks for them
   */
  public record GraphPlan(long key, List<ImageAddress> nodes, double[] prior)
      implements Serializable {}

  /** Images of all steps: the worker's weight in the average. */
  public long images() {
    return steps.stream().flatMap(s -> s.graphs().stream()).mapToLong(g -> g.nodes().size()).sum();
  }
}
