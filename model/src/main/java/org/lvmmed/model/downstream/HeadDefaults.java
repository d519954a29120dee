package org.lvmmed.model.downstream;

import java.util.List;

/**
 * One set of settings for all data sets of a kind. Chosen for CPUs: a ResNet-18's training takes
 * some five to seven minutes of one core. Measured with an encoder pretrained for 22 epochs:
 * segmentation of hippocampus volumes (two classes, 30 test volumes) Dice 0.72; detection of blood
 * cells (60 test images) AP 0.59 at IoU 0.5.
 */
public final class HeadDefaults {

  private static final double CLIP_NORM = 1;

  private HeadDefaults() {}

  /** A U-Net at 128²; with crops, for thin structures, at the images' own resolution. */
  public static HeadSettings segmentation(List<String> classes, boolean crops, long seed) {
    return new HeadSettings(
        128, crops, 3e-3, 7e-4, CLIP_NORM, new TrainingLength(240, 8, 40, 4), seed, classes, false);
  }

  /** A detector whose inputs have a long side of 256. */
  public static HeadSettings detection(List<String> classes, long seed) {
    return new HeadSettings(
        256, false, 1e-3, 3e-4, CLIP_NORM, new TrainingLength(220, 4, 44, 5), seed, classes, false);
  }

  /** The whole network fine-tuned at 96². */
  public static HeadSettings fineTuning(List<String> classes, long seed) {
    return new HeadSettings(
        96, false, 1e-3, 3e-4, CLIP_NORM, new TrainingLength(150, 16, 25, 4), seed, classes, false);
  }

  /** A head with one hidden layer on the features of 96² inputs: seconds. */
  public static HeadSettings hiddenLayer(List<String> classes, long seed) {
    return new HeadSettings(
        96, false, 1e-3, 0, CLIP_NORM, new TrainingLength(300, 32, 30, 5), seed, classes, true);
  }
}
