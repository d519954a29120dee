package org.lvmmed.model.objective.matching;

import java.util.List;
import org.lvmmed.model.matching.Estimate;
import org.lvmmed.model.matching.MatchingProblem;

/** The gradient through the matching of each graph. */
interface GradientEstimator {

  /**
   * @param priors one n × n array a graph, or none
   * @param seeds one a graph
   */
  List<Estimate> estimate(List<MatchingProblem> graphs, List<double[]> priors, long[] seeds);

  /** β of an adaptive λ; of no meaning where λ is fixed. */
  double lambdaFactor();

  void setLambdaFactor(double beta);
}
