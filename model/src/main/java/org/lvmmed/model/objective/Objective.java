package org.lvmmed.model.objective;

/**
 * A self-supervised loss on the feature maps of two views of each image of a batch. What it has to
 * learn beside the encoder, its head, is one flat array of parameters. Not safe for use by several
 * threads at once.
 */
public interface Objective {

  /** Number of the head's parameters. */
  int parameters();

  /** The head's parameters at the start, a function of the seed. */
  double[] initialParameters(long seed);

  /**
   * The one thing beside parameters that changes from batch to batch: β of an adaptive λ; 0 where
   * there is none.
   */
  double lambdaFactor();

  void setLambdaFactor(double beta);

  /**
   * Loss and gradients at one batch.
   *
   * @param maps y of both views; the gradient with respect to y is added to them
   * @throws DivergenceException where the maps are not finite
   */
  ObjectiveResult evaluate(FeatureMaps maps, PairBatch batch, double[] parameters);
}
