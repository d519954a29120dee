package org.lvmmed.jobs.evaluate.settings;

import java.io.Serializable;
import org.lvmmed.rules.Rules;

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

  /** The longest training. */
  public static final int MOST_STEPS = 1_000_000;

  private static final int SMALLEST = 32;
  private static final int LARGEST = 2048;

  /** Encoders halve their maps five times. */
  private static final int MULTIPLE = 32;

  public HeadRecipe {
    Rules.ofAnySection()
        .that(
            inputSize >= SMALLEST && inputSize <= LARGEST && inputSize % MULTIPLE == 0,
            "input-size",
            inputSize,
            SMALLEST + " to " + LARGEST + " in steps of " + MULTIPLE)
        .within("learning-rate", learningRate, 1e-9, 1)
        .within("encoder-learning-rate", encoderLearningRate, 0, 1)
        .within("clip-norm", clipNorm, 0, 1e9)
        .within("steps", steps, 1, MOST_STEPS)
        .within("batch", batch, 1, 4096)
        .within("validate-every", validateEvery, 1, MOST_STEPS)
        .within("patience", patience, 1, MOST_STEPS)
        .check();
  }
}
