package org.lvmmed.model.downstream.classify;

import java.util.List;
import org.lvmmed.model.downstream.sample.TaskSamples;
import org.lvmmed.model.downstream.training.Closing;
import org.lvmmed.model.downstream.training.Doubles;
import org.lvmmed.model.downstream.training.EncoderStart;
import org.lvmmed.model.downstream.training.HeadSettings;
import org.lvmmed.model.downstream.training.Softmax;
import org.lvmmed.model.downstream.training.TrainingCurve;
import org.lvmmed.model.downstream.training.TrainingLoop;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.network.Initialisation;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.Rates;

/**
 * A head with one hidden layer on the pooled features of an encoder that stays as it is. Each
 * training image is encoded once, unaugmented.
 */
public final class FrozenClassifier implements TrainingLoop.Task, Classifier {

  private final Network encoder;
  private final Network head;
  private final HeadSettings settings;
  private final Preprocess preprocess;
  private final float[][] features;
  private final int[] labels;
  private final float[][] validationFeatures;
  private final int[] validationLabels;
  private TrainingCurve curve = new TrainingCurve(List.of());

  private FrozenClassifier(
      Network encoder,
      Network head,
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

  public static Classifier run(
      EncoderStart start, HeadSettings settings, TaskSamples train, TaskSamples validation) {
    Network encoder =
        start.compute().open(start.encoder().pooledGraph(), start.encoder().parameters());
    return Closing.onFailure(encoder, () -> onEncoder(encoder, start, settings, train, validation));
  }

  private static Classifier onEncoder(
      Network encoder,
      EncoderStart start,
      HeadSettings settings,
      TaskSamples train,
      TaskSamples validation) {
    int features = start.settings().architecture().features();
    NetworkGraph graph =
        NetworkGraph.of(features, ClassifierHead.hidden(features, settings.classes().size()));
    Network head = start.compute().open(graph, Initialisation.draw(graph, settings.seed()));
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
    return encoder.outputs(Inputs.images(input, 1, side))[0];
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
        new Inputs(batch, picked.length, width, 1, 1),
        rates,
        Doubles.loss((logits, gradient) -> ClassificationLoss.evaluate(logits, wanted, gradient)));
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
    double[] row = Doubles.of(head.outputs(new Inputs(encoded, 1, encoded.length, 1, 1))[0]);
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
