package org.lvmmed.model.downstream.training;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.downstream.training.TrainingCurve.Point;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.Rates;

/**
 * Trains a task network: warm-up and cosine of the learning rates, a look at the validation split
 * every so many steps, an end when it brings nothing more, the best weights at last.
 */
public final class TrainingLoop {

  private static final double WARM_UP = 0.05;
  private static final double LAST_RATE = 0.02;

  private final Network network;
  private final HeadSettings settings;
  private final Task task;
  private final List<Point> points = new ArrayList<>();
  private float[] bestWeights = {};
  private double best = Double.NEGATIVE_INFINITY;
  private int withoutGain;

  private TrainingLoop(Network network, HeadSettings settings, Task task) {
    this.network = network;
    this.settings = settings;
    this.task = task;
  }

  /** What is trained. */
  public interface Task {

    /**
     * One optimiser step.
     *
     * @param step from 0
     * @param picked indices of the training samples to use
     * @return the loss
     */
    double step(int step, int[] picked, Rates rates);

    /** How good the network is now, larger is better; NaN without a validation split. */
    double validate();
  }

  /**
   * Leaves the best weights in the network.
   *
   * @param samples how many training samples there are
   * @throws TrainingDivergedException where the loss is not finite
   */
  public static TrainingCurve run(Network network, HeadSettings settings, int samples, Task task) {
    if (samples < 1) {
      throw new IllegalArgumentException(
          "Cannot train a head: the training split has no sample (at least 1)");
    }
    TrainingLoop loop = new TrainingLoop(network, settings, task);
    loop.train(new SampleOrder(settings.seed(), samples));
    return new TrainingCurve(loop.points);
  }

  private void train(SampleOrder order) {
    TrainingLength length = settings.length();
    double lossSum = 0;
    int summed = 0;
    for (int step = 0; step < length.steps() && withoutGain < length.patience(); step++) {
      double loss = task.step(step, order.batch(step, length.batch()), rates(step));
      if (!Double.isFinite(loss)) {
        throw new TrainingDivergedException(step, loss);
      }
      lossSum += loss;
      summed++;
      if ((step + 1) % length.validateEvery() == 0 || step + 1 == length.steps()) {
        validate(step + 1, lossSum / summed);
        lossSum = 0;
        summed = 0;
      }
    }
    if (bestWeights.length > 0) {
      network.setParameters(bestWeights);
    }
  }

  /**
   * Of equals the later weights are kept: they have seen more. Patience begins with the first gain
   * over 0: rare foreground takes a while to be found at all.
   */
  private void validate(int step, double loss) {
    double score = task.validate();
    points.add(new Point(step, loss, score));
    if (Double.isNaN(score)) {
      return;
    }
    withoutGain = score > best || best <= 0 ? 0 : withoutGain + 1;
    if (score >= best) {
      best = score;
      bestWeights = network.parameters();
    }
  }

  private Rates rates(int step) {
    double factor = factor((step + 1.0) / settings.length().steps());
    double encoder = settings.freezeEncoder() ? 0 : settings.encoderLearningRate();
    return new Rates(factor * encoder, factor * settings.learningRate(), settings.clipNorm());
  }

  private static double factor(double progress) {
    if (progress < WARM_UP) {
      return progress / WARM_UP;
    }
    double cosine = 0.5 * (1 + Math.cos(Math.PI * (progress - WARM_UP) / (1 - WARM_UP)));
    return LAST_RATE + (1 - LAST_RATE) * cosine;
  }
}
