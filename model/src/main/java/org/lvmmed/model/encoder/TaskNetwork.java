package org.lvmmed.model.encoder;

/**
 * An encoder with a head on it, trained as one network, or a head alone. All arrays are row-major.
 * Not safe for use by several threads at once.
 */
public interface TaskNetwork extends AutoCloseable {

  /**
   * Inference with running batch-norm statistics.
   *
   * @param images batch × channels × rows × columns; channels are 3, or a lone head's inputs
   * @return one array per output of the {@link HeadGraph}
   */
  float[][] outputs(float[] images, int batch, int rows, int columns);

  /**
   * One optimiser step (Adam): forward in training mode, the objective's gradients, backward,
   * update. A loss that is not finite leaves the parameters as they were, batch-norm statistics
   * included.
   *
   * @return what the objective returned
   */
  double step(
      float[] images, int batch, int rows, int columns, Rates rates, OutputsObjective objective);

  /** All parameters, batch-norm statistics included (a copy). */
  float[] parameters();

  /** Overwrites all parameters. */
  void setParameters(float[] parameters);

  @Override
  void close();

  /**
   * Of one step.
   *
   * @param encoder learning rate of the encoder; 0 leaves it as it is but for batch-norm statistics
   * @param head learning rate of the head
   * @param clipNorm largest norm of the gradient of all that is trained, scaled down where it is
   *     larger; 0: no limit
   */
  record Rates(double encoder, double head, double clipNorm) {

    double of(String layer) {
      return HeadGraph.isHead(layer) ? head : encoder;
    }
  }
}
