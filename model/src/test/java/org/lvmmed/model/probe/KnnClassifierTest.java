package org.lvmmed.model.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Network;

class KnnClassifierTest {

  private static final float[][] BANK = {{1, 0}, {0, 2}, {3, 3}, {-1, 0}};
  private static final LabelledFeatures TRAIN =
      new LabelledFeatures(BANK, new int[] {0, 1, 1, 2}, 3);

  @Test
  void neighboursVoteByTheExponentialOfTheirCosine() {
    double[][] scores = new KnnClassifier(3, 0.5).scores(TRAIN, new float[][] {{5, 0}});

    double one = Math.exp(1 / 0.5);
    double diagonal = Math.exp(Math.sqrt(0.5) / 0.5);
    double orthogonal = Math.exp(0);
    double sum = one + diagonal + orthogonal;
    assertThat(scores[0])
        .containsExactly(new double[] {one / sum, (diagonal + orthogonal) / sum, 0}, within(1e-6));
  }

  @Test
  void ofEqualNeighboursTheFirstCounts() {
    LabelledFeatures twins =
        new LabelledFeatures(new float[][] {{1, 0}, {2, 0}, {0, 1}}, new int[] {1, 0, 0}, 2);

    assertThat(new KnnClassifier(1, 0.1).scores(twins, new float[][] {{1, 0}})[0])
        .containsExactly(0, 1);
  }

  @Test
  void moreNeighboursThanImagesMeansAllImages() {
    assertThat(new KnnClassifier(20, 0.1).scores(TRAIN, new float[][] {{1, 0}})[0])
        .isEqualTo(new KnnClassifier(4, 0.1).scores(TRAIN, new float[][] {{1, 0}})[0]);
  }

  @Test
  void imagesWithoutAnyFeatureStillGetAnAnswer() {
    double[] scores = new KnnClassifier(2, 0.1).scores(TRAIN, new float[][] {{0, 0}})[0];

    assertThat(scores).doesNotContain(Double.NaN);
    assertThat(scores[0] + scores[1] + scores[2]).isCloseTo(1, within(1e-12));
  }

  @Test
  void settingsOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> new KnnClassifier(0, 0.1))
        .hasMessage("Invalid evaluate.knn.neighbours: 0 (at least 1)");
    assertThatThrownBy(() -> new KnnClassifier(5, 0))
        .hasMessage("Invalid evaluate.knn.temperature: 0.0 (above 0)");
  }

  @Test
  void theProbeAnswersValidationRowsFromTrainingRowsWithinEachDataset() {
    List<ProbeImage> images = new ArrayList<>();
    Random random = new Random(8);
    for (int i = 0; i < 24; i++) {
      images.add(new ProbeImage("tone", "level" + i % 2, i >= 16, picture(random, i % 2)));
      images.add(new ProbeImage("queries-only", "level" + i % 2, true, picture(random, 0)));
    }

    KnnProbe probe = new KnnProbe(images, new KnnClassifier(5, 0.1), 32, 7);

    EncoderModel encoder =
        EncoderModel.untrained(
            new EncoderSettings(Architecture.RESNET18, 32, 16), Preprocess.standard(32), 3);
    try (Network network = Compute.cpu("torch").open(encoder.pooledGraph(), encoder.parameters())) {
      assertThat(probe.accuracy(network)).isEqualTo(1);
    }
    assertThat(probe.isEmpty()).isFalse();
    assertThat(new KnnProbe(List.of(), new KnnClassifier(5, 0.1), 32, 7).isEmpty()).isTrue();
  }

  private static float[] picture(Random random, int kind) {
    float[] pixels = new float[3 * 32 * 32];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (0.1 * random.nextGaussian() + (kind == 0 ? 1 : i % 4 - 1.5));
    }
    return pixels;
  }
}
