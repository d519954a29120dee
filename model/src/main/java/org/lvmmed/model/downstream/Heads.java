package org.lvmmed.model.downstream;

import org.lvmmed.model.downstream.classify.Classifier;
import org.lvmmed.model.downstream.classify.FineTuning;
import org.lvmmed.model.downstream.classify.FrozenClassifier;
import org.lvmmed.model.downstream.detect.DetectionTraining;
import org.lvmmed.model.downstream.detect.Detector;
import org.lvmmed.model.downstream.sample.TaskSamples;
import org.lvmmed.model.downstream.segment.SegmentationTraining;
import org.lvmmed.model.downstream.segment.Segmenter;
import org.lvmmed.model.downstream.training.EncoderStart;
import org.lvmmed.model.downstream.training.HeadSettings;
import org.lvmmed.model.downstream.training.TrainingDivergedException;

/** Trains task networks on an encoder. The same arguments give the same bits. */
public final class Heads {

  private Heads() {}

  /**
   * A U-Net on the encoder.
   *
   * @param validation chooses the weights; may be empty
   */
  public static Segmenter segmentation(
      EncoderStart start, HeadSettings settings, TaskSamples train, TaskSamples validation)
      throws TrainingDivergedException {
    return SegmentationTraining.run(start, settings, train, validation);
  }

  /** A one-stage anchor-free detector on the encoder's pyramid. */
  public static Detector detection(
      EncoderStart start, HeadSettings settings, TaskSamples train, TaskSamples validation)
      throws TrainingDivergedException {
    return DetectionTraining.run(start, settings, train, validation);
  }

  /** The whole network fine-tuned, or with a frozen encoder a head with one hidden layer. */
  public static Classifier classification(
      EncoderStart start, HeadSettings settings, TaskSamples train, TaskSamples validation)
      throws TrainingDivergedException {
    return settings.freezeEncoder()
        ? FrozenClassifier.run(start, settings, train, validation)
        : FineTuning.run(start, settings, train, validation);
  }
}
