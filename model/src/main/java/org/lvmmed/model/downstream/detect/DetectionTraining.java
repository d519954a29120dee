package org.lvmmed.model.downstream.detect;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.downstream.sample.TaskSample;
import org.lvmmed.model.downstream.sample.TaskSamples;
import org.lvmmed.model.downstream.training.Closing;
import org.lvmmed.model.downstream.training.EncoderStart;
import org.lvmmed.model.downstream.training.HeadSettings;
import org.lvmmed.model.downstream.training.TrainingLoop;
import org.lvmmed.model.downstream.training.ValidationSubset;
import org.lvmmed.model.metrics.AveragePrecision;
import org.lvmmed.model.metrics.AveragePrecision.ScoredBox;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.Rates;

/** Trains a detector. */
public final class DetectionTraining implements TrainingLoop.Task {

  private static final int VALIDATION_IMAGES = 48;

  private final Network network;
  private final HeadSettings settings;
  private final int[] strides;
  private final DetectionInputs inputs;
  private final TaskSamples validation;
  private final PyramidDetector detector;

  private DetectionTraining(
      Network network,
      EncoderStart start,
      HeadSettings settings,
      TaskSamples train,
      TaskSamples validation) {
    this.network = network;
    this.settings = settings;
    this.strides = FeaturePyramid.strides(start.settings());
    this.inputs = new DetectionInputs(train, settings, start.preprocess());
    this.validation = validation;
    this.detector = new PyramidDetector(network, strides, settings, start.preprocess());
  }

  public static Detector run(
      EncoderStart start, HeadSettings settings, TaskSamples train, TaskSamples validation) {
    Network network =
        start.open(
            FeaturePyramid.graph(start.settings(), settings.classes().size()), settings.seed());
    return Closing.onFailure(
        network,
        () -> {
          var training = new DetectionTraining(network, start, settings, train, validation);
          training.detector.trained(TrainingLoop.run(network, settings, train.size(), training));
          return training.detector;
        });
  }

  @Override
  public double step(int step, int[] picked, Rates rates) {
    DetectionInputs.Batch batch = inputs.batch(step, picked);
    PyramidLevel[] levels = PyramidLevel.of(strides, batch.rows(), batch.columns());
    DetectionLoss loss = new DetectionLoss(levels, settings.classes().size(), batch.boxes());
    Inputs images = new Inputs(batch.images(), picked.length, 3, batch.rows(), batch.columns());
    return network.step(images, rates, loss.loss());
  }

  /** AP at 0.5; NaN where the validation split has no box. */
  @Override
  public double validate() {
    List<AveragePrecision.Image> images = new ArrayList<>();
    for (int index : ValidationSubset.of(validation.size(), VALIDATION_IMAGES)) {
      TaskSample sample = validation.get(index);
      List<ScoredBox> truth =
          sample.boxes().stream().map(box -> new Detection(box, 0).scored()).toList();
      List<ScoredBox> found =
          detector.predict(sample.image()).stream().map(Detection::scored).toList();
      images.add(new AveragePrecision.Image(truth, found));
    }
    return AveragePrecision.of(images, settings.classes().size()).ap50();
  }
}
