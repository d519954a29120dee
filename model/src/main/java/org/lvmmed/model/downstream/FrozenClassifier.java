package org.lvmmed.model.downstream;

import java.util.List;
import org.lvmmed.model.encoder.TaskNetwork;
import org.lvmmed.model.encoder.TaskNetwork.Rates;
import org.lvmmed.model.encoder.TaskNetworks;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;

/**
 * A head with one hidden layer on the pooled features of an encoder that stays as it is. Each
 * training image is encoded once, unaugmented.
 */
final class FrozenClassifier implements TrainingLoop.Task, Classifier {

  private final TaskNetwork encoder;
  private final TaskNetwork head;
  private final HeadSettings settings;
  private final Preprocess preprocess;
  private final float[][] features;
  private final int[] labels;
  private final float[][] validationFeatures;
  private final int[] validationLabels;
  private TrainingCurve curve = new TrainingCurve(List.of());

  private FrozenClassifier(
      TaskNetwork encoder,
      TaskNetwork head,
      EncoderStart start,
      HeadSettings settings,
      TaskSamples train,
      TaskSamples validation) {
    this.encoder = encoder;
    this.head = head;
    this.settings = settings;
    this.preprocess = start.preprocess();
    this.features = encode(train);
    this.labels = labels(train);
    this.validationFeatures = encode(validation);
    this.validationLabels = labels(validation);
  }

  static Classifier run(
      EncoderStart start, HeadSettings settings, TaskSamples train, TaskSamples validation) {
    TaskNetwork encoder =
        TaskNetworks.onEncoder(
            start.settings(),
            start.parameters(),
            ClassifierHead.pooling(start.settings()),
            settings.seed());
    return Closing.onFailure(encoder, () -> onEncoder(encoder, start, settings, train, validation));
  }

  private static Classifier onEncoder(
      TaskNetwork encoder,
      EncoderStart start,
      HeadSettings settings,
      TaskSamples train,
      TaskSamples validation) {
    int features = start.settings().architecture().features();
    TaskNetwork head =
        TaskNetworks.alone(
            ClassifierHead.hidden(features, settings.classes().size()),
            features,
            start.settings().weightDecay(),
            settings.seed());
    return Closing.onFailure(
        head,
        () -> {
          var task = new FrozenClassifier(encoder, head, start, settings, train, validation);
          task.curve = TrainingLoop.run(head, settings, train.size(), task);
          return task;
        });
  }

  private float[][] encode(TaskSamples samples) {
    float[][] out = new float[samples.size()][];
    for (int i = 0; i < out.length; i++) {
      out[i] = encode(samples.get(i).image());
    }
    return out;
  }

  private float[] encode(Raster image) {
    int side = settings.inputSize();
    float[] input = preprocess.normalise(image.resize(side, side));
    return encoder.outputs(input, 1, side, side)[0];
  }

  private int[] labels(TaskSamples samples) {
    int[] out = new int[samples.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = Labels.of(samples.get(i), settings.classes().size());
    }
    return out;
  }

  @Override
  public double step(int step, int[] picked, Rates rates) {
    int width = features[0].length;
    float[] batch = new float[picked.length * width];
    int[] wanted = new int[picked.length];
    for (int i = 0; i < picked.length; i++) {
      System.arraycopy(features[picked[i]], 0, batch, i * width, width);
      wanted[i] = labels[picked[i]];
    }
    return head.step(
        batch,
        picked.length,
        1,
        1,
        rates,
        Doubles.objective(
            (logits, gradient) -> ClassificationLoss.evaluate(logits, wanted, gradient)));
  }

  @Override
  public double validate() {
    int right = 0;
    for (int i = 0; i < validationLabels.length; i++) {
      double[] p = probabilities(validationFeatures[i]);
      right += Labels.largest(p) == validationLabels[i] ? 1 : 0;
    }
    return (double) right / validationLabels.length;
  }

  private double[] probabilities(float[] encoded) {
    double[] row = Doubles.of(head.outputs(encoded, 1, 1, 1)[0]);
    Softmax.inPlace(row);
    return row;
  }

  @Override
  public double[] predict(Raster image) {
    return probabilities(encode(image));
  }

  @Override
  public TrainingCurve curve() {
    return curve;
  }

  @Override
  public void close() {
    head.close();
    encoder.close();
  }
}
