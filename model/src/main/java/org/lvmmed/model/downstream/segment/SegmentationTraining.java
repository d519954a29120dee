package org.lvmmed.model.downstream.segment;

import org.lvmmed.model.downstream.sample.ByteMask;
import org.lvmmed.model.downstream.sample.InputSizes;
import org.lvmmed.model.downstream.sample.TaskSample;
import org.lvmmed.model.downstream.sample.TaskSamples;
import org.lvmmed.model.downstream.training.Closing;
import org.lvmmed.model.downstream.training.Doubles;
import org.lvmmed.model.downstream.training.EncoderStart;
import org.lvmmed.model.downstream.training.HeadSettings;
import org.lvmmed.model.downstream.training.TrainingLoop;
import org.lvmmed.model.downstream.training.ValidationSubset;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.Rates;

/** Trains a U-Net. */
public final class SegmentationTraining implements TrainingLoop.Task {

  private static final int VALIDATION_IMAGES = 48;

  private static final double LAST_RARITY = 0.5;

  private final Network network;
  private final HeadSettings settings;
  private final SegmentationInputs inputs;
  private final TaskSamples validation;
  private final UNetSegmenter segmenter;

  private SegmentationTraining(
      Network network,
      EncoderStart start,
      HeadSettings settings,
      TaskSamples train,
      TaskSamples validation) {
    this.network = network;
    this.settings = settings;
    this.inputs = new SegmentationInputs(train, settings, start.preprocess());
    this.validation = validation;
    this.segmenter = new UNetSegmenter(network, settings, start.preprocess());
  }

  public static Segmenter run(
      EncoderStart start, HeadSettings settings, TaskSamples train, TaskSamples validation) {
    InputSizes.requireMultiple(settings.inputSize());
    if (settings.classes().size() < 2) {
      throw new IllegalArgumentException(
          "Invalid classes of a segmentation: %s (the background and at least one more)"
              .formatted(settings.classes()));
    }
    Network network =
        start.open(UNet.graph(start.settings(), settings.classes().size()), settings.seed());
    return Closing.onFailure(
        network,
        () -> {
          var training = new SegmentationTraining(network, start, settings, train, validation);
          training.segmenter.trained(TrainingLoop.run(network, settings, train.size(), training));
          return training.segmenter;
        });
  }

  @Override
  public double step(int step, int[] picked, Rates rates) {
    int side = settings.inputSize();
    SegmentationInputs.Batch batch = inputs.batch(step, picked);
    SegmentationLoss loss =
        new SegmentationLoss(settings.classes().size(), side * side, batch.targets(), rarity(step));
    return network.step(
        Inputs.images(batch.images(), picked.length, side), rates, Doubles.loss(loss::evaluate));
  }

  /** From weighing classes alike, while they are being found, halfway to weighing pixels alike. */
  private double rarity(int step) {
    return 1 - (1 - LAST_RARITY) * step / settings.length().steps();
  }

  @Override
  public double validate() {
    DiceCount count = new DiceCount(settings.classes().size());
    for (int index : ValidationSubset.of(validation.size(), VALIDATION_IMAGES)) {
      TaskSample sample = validation.get(index);
      ByteMask mask = sample.mask();
      if (mask != null) {
        count.add(mask, segmenter.predict(sample.image()), sample.fov());
      }
    }
    return count.mean();
  }
}
