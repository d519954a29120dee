package org.lvmmed.model.downstream.training;

/** Training of a head left the finite numbers. */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrainingDivergedException(int step, double loss) {
    super(
        "Training diverged at step %d: the loss is %s (it must be finite); lower the learning rate"
            .formatted(step, loss));
  }
}
