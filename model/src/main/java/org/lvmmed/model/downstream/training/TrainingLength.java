package org.lvmmed.model.downstream.training;

/**
 * How long a head is trained, in optimiser steps, so that sets of 10 and of 300 images both train.
 *
 * @param steps at most
 * @param batch images of a step
 * @param validateEvery steps between two looks at the validation split
 * @param patience validations without gain after which training ends
 */
public record TrainingLength(int steps, int batch, int validateEvery, int patience) {

  public TrainingLength {
    require("steps", steps);
    require("batch", batch);
    require("validateEvery", validateEvery);
    require("patience", patience);
  }

  private static void require(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Invalid length of training: %s is %d (at least 1)".formatted(name, value));
    }
  }
}
