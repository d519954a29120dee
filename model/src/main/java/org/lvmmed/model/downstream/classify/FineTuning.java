package org.lvmmed.model.downstream.classify;

import java.util.List;
import org.lvmmed.model.downstream.sample.Exposure;
import org.lvmmed.model.downstream.sample.PreparedCache;
import org.lvmmed.model.downstream.sample.TaskSamples;
import org.lvmmed.model.downstream.sample.Warp;
import org.lvmmed.model.downstream.training.Closing;
import org.lvmmed.model.downstream.training.Doubles;
import org.lvmmed.model.downstream.training.EncoderStart;
import org.lvmmed.model.downstream.training.HeadSettings;
import org.lvmmed.model.downstream.training.Softmax;
import org.lvmmed.model.downstream.training.TrainingCurve;
import org.lvmmed.model.downstream.training.TrainingLoop;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.Rates;
import org.lvmmed.model.view.Draws;

/** A classifier whose encoder is trained with its linear layer. */
public final class FineTuning implements TrainingLoop.Task, Classifier {

  private static final long PURPOSE = Draws.key("classification-input");
  private static final Warp.Range RANGE = new Warp.Range(15, 1.25, 0.1);

  private final Network network;
  private final HeadSettings settings;
  private final Preprocess preprocess;
  private final TaskSamples train;
  private final TaskSamples validation;
  private final PreparedCache<float[]> cache;
  private TrainingCurve curve = new TrainingCurve(List.of());

  private FineTuning(
      Network network,
      Preprocess preprocess,
      HeadSettings settings,
      TaskSamples train,
      TaskSamples validation) {
    this.network = network;
    this.settings = settings;
    this.preprocess = preprocess;
    this.train = train;
    this.validation = validation;
    this.cache = new PreparedCache<>(i -> input(train.get(i).image()), p -> 4L * p.length);
  }

  public static Classifier run(
      EncoderStart start, HeadSettings settings, TaskSamples train, TaskSamples validation) {
    Network network =
        start.open(
            ClassifierHead.linear(start.settings(), settings.classes().size()), settings.seed());
    return Closing.onFailure(
        network,
        () -> {
          FineTuning task =
              new FineTuning(network, start.preprocess(), settings, train, validation);
          task.curve = TrainingLoop.run(network, settings, train.size(), task);
          return task;
        });
  }

  private float[] input(Raster image) {
    int side = settings.inputSize();
    return preprocess.normalise(image.resize(side, side));
  }

  @Override
  public double step(int step, int[] picked, Rates rates) {
    int side = settings.inputSize();
    int length = 3 * side * side;
    float[] images = new float[picked.length * length];
    int[] labels = new int[picked.length];
    for (int i = 0; i < picked.length; i++) {
      labels[i] = Labels.of(train.get(picked[i]), settings.classes().size());
      Draws draws = Draws.of(settings.seed(), PURPOSE, step, i);
      double middle = (side - 1) / 2.0;
      Warp.draw(draws, RANGE, side, side, middle, middle)
          .sample(cache.get(picked[i]), side, side, images, i * length, side, side);
      Exposure.jitter(draws, images, i * length, (i + 1) * length);
    }
    return network.step(
        Inputs.images(images, picked.length, side),
        rates,
        Doubles.loss((logits, gradient) -> ClassificationLoss.evaluate(logits, labels, gradient)));
  }

  @Override
  public double validate() {
    return Labels.accuracy(validation, settings.classes().size(), this);
  }

  @Override
  public double[] predict(Raster image) {
    int side = settings.inputSize();
    double[] row = Doubles.of(network.outputs(Inputs.images(input(image), 1, side))[0]);
    Softmax.inPlace(row);
    return row;
  }

  @Override
  public TrainingCurve curve() {
    return curve;
  }

  @Override
  public void close() {
    network.close();
  }
}
