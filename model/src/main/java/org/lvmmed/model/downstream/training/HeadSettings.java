package org.lvmmed.model.downstream.training;

import java.util.List;

/**
 * How a task network is built and trained.
 *
 * @param inputSize pixels: side of the square (classification, segmentation), a multiple of 32; or
 *     the long side (detection)
 * @param crops segmentation of thin structures: crops of inputSize² at the image's own resolution,
 *     instead of the image resized; prediction goes tile by tile
 * @param learningRate Adam's rate for the head
 * @param encoderLearningRate Adam's rate for the encoder
 * @param clipNorm largest norm of a step's gradient; 0: no limit
 * @param classes names by class index; for segmentation the first is the background
 * @param freezeEncoder leave the encoder's weights alone. Classification then trains a head with
 *     one hidden layer on fixed features; in the others only batch-norm statistics move along
 */
public record HeadSettings(
    int inputSize,
    boolean crops,
    double learningRate,
    double encoderLearningRate,
    double clipNorm,
    TrainingLength length,
    long seed,
    List<String> classes,
    boolean freezeEncoder) {

  private static final int SMALLEST = 32;
  private static final int LARGEST = 2048;

  public HeadSettings {
    classes = List.copyOf(classes);
    require(inputSize >= SMALLEST && inputSize <= LARGEST, "input size", inputSize, "32 to 2048");
    require(learningRate > 0 && learningRate <= 1, "learning rate", learningRate, "above 0, to 1");
    require(
        encoderLearningRate >= 0 && encoderLearningRate <= 1,
        "learning rate of the encoder",
        encoderLearningRate,
        "0 to 1");
    require(clipNorm >= 0 && clipNorm < Double.MAX_VALUE, "gradient norm", clipNorm, "at least 0");
    require(!classes.isEmpty(), "number of classes", classes.size(), "at least 1");
  }

  private static void require(boolean holds, String what, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid %s of a head: %s (%s)".formatted(what, value, rule));
    }
  }
}
