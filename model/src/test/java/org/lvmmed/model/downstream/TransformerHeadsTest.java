package org.lvmmed.model.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lvmmed.model.downstream.detect.Detector;
import org.lvmmed.model.downstream.sample.ByteMask;
import org.lvmmed.model.downstream.sample.TaskSamples;
import org.lvmmed.model.downstream.segment.Segmenter;
import org.lvmmed.model.downstream.training.EncoderStart;
import org.lvmmed.model.downstream.training.HeadSettings;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Compute;

/** Heads on a ViT, of whose blocks they make finer maps; its grid is not that of the images. */
class TransformerHeadsTest {

  private static final EncoderStart START =
      new EncoderStart(
          EncoderModel.untrained(
              new EncoderSettings(Architecture.VIT_SMALL, 32, 16), Preprocess.standard(32), 1),
          Compute.cpu("torch"));
  private static final TaskSamples NONE = Phantoms.samples(0, i -> null);

  @Test
  void aUNetTrainsAndAnswersAtTheImagesSize() {
    HeadSettings settings = Phantoms.settings(64, 5e-3, 12, 3);
    try (Segmenter segmenter =
        Heads.segmentation(START, settings, Phantoms.discs(12, 40, 52, 0), NONE)) {
      ByteMask mask = segmenter.predict(Phantoms.discs(1, 40, 52, 200).get(0).image());
      assertThat(mask.height() * mask.width()).isEqualTo(40 * 52);
      assertThat(segmenter.curve().points().get(2).trainingLoss())
          .isLessThan(segmenter.curve().points().get(0).trainingLoss());
    }
  }

  @Test
  void aDetectorTrains() {
    HeadSettings settings = Phantoms.settings(64, 5e-3, 12, 2);
    try (Detector detector =
        Heads.detection(START, settings, Phantoms.squares(12, 32, 64, 0), NONE)) {
      assertThat(detector.curve().points().get(2).trainingLoss())
          .isLessThan(detector.curve().points().get(0).trainingLoss());
    }
  }
}
