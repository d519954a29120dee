package org.lvmmed.jobs.task;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.evaluate.settings.HeadRecipe;
import org.lvmmed.jobs.evaluate.settings.Protocol;

/**
 * One downstream task.
 *
 * @param name of its descriptor, without ending
 * @param number row of the paper's table
 * @param dataset whose folder or {@code dataset.conf} bears this name
 * @param protocol what is learnt on top of the encoder
 * @param metric that it is measured by, as results.json names it
 * @param inputSize rows and columns, in pixels
 * @param trials over which mean and standard deviation are taken
 */
public record Task(
    String name,
    int number,
    String title,
    String dataset,
    String modality,
    Protocol protocol,
    String metric,
    int inputSize,
    int trials,
    Head head,
    Split split,
    Training training,
    Paper paper)
    implements Serializable {

  /** Looks at the validation split over a length that is stated in epochs. */
  private static final int VALIDATIONS = 20;

  /**
   * A recipe with what the descriptor states in its place.
   *
   * @param trainingImages of which an epoch consists
   */
  public HeadRecipe overriding(HeadRecipe recipe, long trainingImages) {
    long perEpoch = Math.max(1, (trainingImages + training.batch() - 1) / training.batch());
    int steps = (int) Math.min(HeadRecipe.MOST_STEPS, perEpoch * training.epochs());
    return new HeadRecipe(
        inputSize,
        training.learningRate(),
        training.learningRate(),
        training.clipNorm(),
        steps,
        training.batch(),
        Math.max(1, steps / VALIDATIONS),
        recipe.patience());
  }

  /** What is trained on the encoder. */
  public enum Head {
    LINEAR,
    U_NET,
    ONE_STAGE
  }

  /** How training and test images are told apart. */
  public enum SplitRule {
    /** By the tables that the user gives. */
    CSV,
    /** By the dataset's own division. */
    STANDARD,
    /** Trained on one site, tested on it and on others. */
    SITES
  }

  public record Split(SplitRule rule, String note) implements Serializable {}

  /** The optimisers of the descriptors. */
  public enum Optimiser {
    ADAM
  }

  /**
   * How the head is trained.
   *
   * @param clipNorm the gradient's largest norm; 0 for no bound
   */
  public record Training(
      Optimiser optimiser, double learningRate, int epochs, int batch, double clipNorm)
      implements Serializable {}

  /**
   * The paper's figures, in percent; null where it gives none.
   *
   * @param bestOther the best of the other self-supervised methods
   * @param note what is to be printed beside them
   */
  public record Paper(
      @Nullable Double randomResnet50,
      @Nullable Double imagenetResnet50,
      @Nullable Double bestOther,
      String bestOtherName,
      @Nullable Double lvmMedResnet50,
      @Nullable Double lvmMedVitB16,
      String note)
      implements Serializable {}
}
