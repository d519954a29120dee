package org.lvmmed.jobs.evaluate.settings;

import java.io.Serializable;
import org.lvmmed.jobs.task.Task;

/**
 * How a head is trained on an encoder. Length is counted in optimiser steps, so that sets of ten
 * and of three hundred images both train.
 *
 * @param inputSize pixels: side of the square, for detection the long side
 * @param learningRate of the head
 * @param encoderLearningRate of the encoder below it
 * @param clipNorm the gradient's largest norm; 0 for no bound
 * @param steps at most
 * @param batch images of a step
 * @param validateEvery steps between two validations
 * @param patience validations without gain that end the training
 */
public record HeadRecipe(
    int inputSize,
    double learningRate,
    double encoderLearningRate,
    double clipNorm,
    int steps,
    int batch,
    int validateEvery,
    int patience)
    implements Serializable {

  private static final int VALIDATIONS = 20;
  private static final int MULTIPLE = 32;

  public HeadRecipe {
    if (inputSize % MULTIPLE != 0) {
      throw new IllegalArgumentException(
          "Invalid input-size of a head: %d (a multiple of %d: encoders halve their maps five times)"
              .formatted(inputSize, MULTIPLE));
    }
  }

  /** What a task's descriptor states in place of this recipe. */
  public HeadRecipe overriddenBy(Task task, long trainingImages) {
    Task.Training training = task.training();
    long perEpoch = Math.max(1, (trainingImages + training.batch() - 1) / training.batch());
    int all = Math.toIntExact(Math.min(Integer.MAX_VALUE, perEpoch * training.epochs()));
    return new HeadRecipe(
        task.inputSize(),
        training.learningRate(),
        training.learningRate(),
        training.clipNorm(),
        all,
        training.batch(),
        Math.max(1, all / VALIDATIONS),
        patience);
  }
}
