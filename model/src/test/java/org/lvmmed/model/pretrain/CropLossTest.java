package org.lvmmed.model.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lvmmed.model.objective.Vectors.cosine;
import static org.lvmmed.model.objective.Vectors.wide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.matching.EstimatorSettings.NoiseSettings;
import org.lvmmed.model.matching.NoiseKind;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.EngineException;
import org.lvmmed.model.network.HostOutputs;
import org.lvmmed.model.network.Initialisation;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Loss;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.Outputs;
import org.lvmmed.model.objective.MapPositions;
import org.lvmmed.model.objective.MomentumOutputs;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.Progress;
import org.lvmmed.model.objective.contrastive.MoCoSettings;
import org.lvmmed.model.objective.contrastive.SimClrSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.objective.matching.AffinitySettings;
import org.lvmmed.model.objective.matching.GraphMatchingSettings;
import org.lvmmed.model.objective.matching.MessagePassingKind;
import org.lvmmed.model.view.Draws;
import org.lvmmed.model.view.ViewKey;
import org.lvmmed.model.view.ViewSettings;

/**
 * Two views of 32 px and two of 16 px of six images, by a transformer, which has no batch norm:
 * views can go through it together or each by itself.
 */
class CropLossTest {

  private static final int LARGE = 32;
  private static final int SMALL = 16;
  private static final int IMAGES = 6;
  private static final int CROPS = 2;
  private static final double TEMPERATURE = 0.2;
  private static final EncoderSettings ENCODER =
      new EncoderSettings(Architecture.VIT_SMALL, LARGE, 16);
  private static final int[][] PAIRS = {{0, 1}, {2, 0}, {2, 1}, {3, 0}, {3, 1}};
  private static final TrainingBatch BATCH = batch(CROPS);

  private static final Objective SIMCLR = simClr(ENCODER.architecture().features());
  private static final NetworkGraph GRAPH = LocalTrainer.graph(ENCODER, SIMCLR);
  private static final Network NETWORK =
      Compute.cpu("torch").open(GRAPH, Initialisation.draw(GRAPH, 3));

  @AfterAll
  static void close() {
    NETWORK.close();
  }

  private static Objective simClr(int channels) {
    return new SimClrSettings(TEMPERATURE, ProjectorSettings.standard()).create(channels);
  }

  /** With all of its parts; without noise, whose draws differ from pair to pair. */
  private static Objective graphMatching() {
    NoiseSettings none = new NoiseSettings(NoiseKind.NONE, 0, 0);
    return new GraphMatchingSettings(
            IMAGES,
            2,
            MessagePassingKind.GRAPH_CONV,
            80,
            AffinitySettings.standard(),
            new EstimatorSettings(none, 80, false, 1, 1, 0, 1),
            ProjectorSettings.standard())
        .create(ENCODER.architecture().features());
  }

  private static TrainingBatch batch(int crops) {
    ViewSettings plain = ViewSettings.standard(LARGE);
    ViewSettings views =
        new ViewSettings(
            LARGE,
            plain.crop(),
            plain.flip(),
            plain.jitter(),
            plain.grayscale(),
            plain.blur(),
            new ViewSettings.Small(crops, SMALL, 0.1, 0.3));
    List<Raster> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      Draws draws = Draws.of(9, i);
      float[] plane = new float[48 * 48];
      for (int p = 0; p < plane.length; p++) {
        plane[p] = (float) (0.5 + 0.4 * Math.sin(p * (i + 1) * 0.01) + 0.1 * draws.uniform());
      }
      images.add(Raster.of(plane, 48, 48));
    }
    return new ViewDrawer(views, Preprocess.standard(LARGE), ENCODER)
        .batch(
            images.size(),
            images::get,
            (image, view) -> new ViewKey(1, 0, image, view),
            List.of(IntStream.range(0, IMAGES).toArray()),
            List.of(),
            new long[] {4});
  }

  private static Inputs large() {
    return Inputs.images(BATCH.pixels(), 2 * IMAGES, LARGE);
  }

  private static Inputs small() {
    return Inputs.images(BATCH.small().pixels(), CROPS * IMAGES, SMALL);
  }

  @Test
  void smallViewsComeBesideTheSameLargeOnes() {
    assertThat(BATCH.pixels()).isEqualTo(batch(0).pixels());
    assertThat(batch(0).small().count()).isZero();
    assertThat(BATCH.small().pixels()).hasSize(CROPS * IMAGES * 3 * SMALL * SMALL);
    assertThat(BATCH.small().positions()).hasSize(CROPS * IMAGES * 2);
  }

  /** The cross-entropy of SimCLR, written out, of z made of mean 0 and variance 1 in each pair. */
  @Test
  void theLossIsTheMeanOverTheLargePairAndEachSmallViewWithEachLargeOne() {
    double[][] z = new double[4][];
    double[] ofLarge = wide(NETWORK.outputs(large())[0]);
    double[] ofSmall = wide(NETWORK.outputs(small())[0]);
    for (int view = 0; view < 2; view++) {
      z[view] = half(ofLarge, view);
      z[2 + view] = half(ofSmall, view);
    }
    double expected =
        Arrays.stream(PAIRS).mapToDouble(p -> simClr(z[p[0]], z[p[1]])).average().orElseThrow();

    double[] loss = new double[1];
    NETWORK.gradient(List.of(large(), small()), outputs -> loss[0] = loss(SIMCLR, GRAPH, outputs));

    assertThat(loss[0]).isEqualTo(expected, within(1e-4));
  }

  /** An empty queue asks nothing; with the step's own keys in it, small views would find theirs. */
  @Test
  void whatTheLargeViewsLeaveBehindMeetsNoSmallViewOfTheirOwnStep() {
    MoCoSettings settings =
        new MoCoSettings(TEMPERATURE, 0.9, 64, true, ProjectorSettings.standard());
    Objective moco = settings.create(ENCODER.architecture().features());
    MomentumOutputs ahead = new MomentumOutputs(NETWORK.outputs(large()), 2 * IMAGES);
    double[] loss = new double[1];
    NETWORK.gradient(
        List.of(large(), small()),
        outputs -> {
          ObjectiveInput step =
              new ObjectiveInput(outputs, BATCH.pairs(), Progress.START, ahead, false);
          loss[0] = new CropLoss(moco, GRAPH, BATCH).evaluate(step).loss();
          return loss[0];
        });

    assertThat(loss[0]).isZero();
    assertThat(moco.ownState()).hasSize(1 + 2 * IMAGES * 128);
  }

  private static double loss(Objective objective, NetworkGraph graph, Outputs outputs) {
    return new CropLoss(objective, graph, BATCH)
        .evaluate(new ObjectiveInput(outputs, BATCH.pairs(), Progress.START))
        .loss();
  }

  private static double[] half(double[] values, int which) {
    int length = values.length / 2;
    return Arrays.copyOfRange(values, which * length, (which + 1) * length);
  }

  private static double simClr(double[] first, double[] second) {
    int rows = 2 * IMAGES;
    int width = first.length / IMAGES;
    double[][] z = new double[rows][width];
    for (int r = 0; r < rows; r++) {
      double[] view = r < IMAGES ? first : second;
      z[r] = Arrays.copyOfRange(view, r % IMAGES * width, (r % IMAGES + 1) * width);
    }
    for (int c = 0; c < width; c++) {
      int column = c;
      double mean = Arrays.stream(z).mapToDouble(row -> row[column]).average().orElseThrow();
      double variance =
          Arrays.stream(z).mapToDouble(row -> Math.pow(row[column] - mean, 2)).sum() / rows;
      for (double[] row : z) {
        row[c] = (row[c] - mean) / Math.sqrt(variance + 1e-5);
      }
    }
    double loss = 0;
    for (int r = 0; r < rows; r++) {
      double all = 0;
      for (int s = 0; s < rows; s++) {
        all += s == r ? 0 : Math.exp(cosine(z[r], z[s]) / TEMPERATURE);
      }
      loss -= cosine(z[r], z[(r + IMAGES) % rows]) / TEMPERATURE - Math.log(all);
    }
    return loss / rows;
  }

  @Test
  void theGradientIsTheMeanOfThoseOfThePairsEachByItself() {
    Objective objective = graphMatching();
    NetworkGraph graph = LocalTrainer.graph(ENCODER, objective);
    try (Network network = Compute.cpu("torch").open(graph, Initialisation.draw(graph, 3))) {
      float[] actual =
          network.gradient(List.of(large(), small()), outputs -> loss(objective, graph, outputs));
      double[] expected = new double[actual.length];
      for (int[] pair : PAIRS) {
        float[] own =
            network.gradient(
                List.of(view(pair[0]), view(pair[1])), alone(objective, pair[0], pair[1]));
        for (int i = 0; i < own.length; i++) {
          expected[i] += (double) own[i] / PAIRS.length;
        }
      }
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      assertThat(largest).isPositive();
      double apart = 0;
      for (int i = 0; i < actual.length; i++) {
        apart = Math.max(apart, Math.abs(actual[i] - expected[i]));
      }
      assertThat(apart).isLessThan(1e-3 * largest);
    }
  }

  /** All images in one view. */
  private static Inputs view(int view) {
    boolean isLarge = view < 2;
    float[] pixels = isLarge ? BATCH.pixels() : BATCH.small().pixels();
    int length = pixels.length / 2;
    float[] own = Arrays.copyOfRange(pixels, view % 2 * length, (view % 2 + 1) * length);
    return Inputs.images(own, IMAGES, isLarge ? LARGE : SMALL);
  }

  private static float[] places(int view) {
    float[] all = view < 2 ? BATCH.pairs().positions() : BATCH.small().positions();
    int length = all.length / 2;
    return Arrays.copyOfRange(all, view % 2 * length, (view % 2 + 1) * length);
  }

  private static float[] joined(float[] first, float[] second) {
    float[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /** The objective on the outputs of two inputs; matrices, which come twice, from the first. */
  private static Loss alone(Objective objective, int first, int second) {
    int ofFirst = places(first).length / 2 / IMAGES;
    int ofSecond = places(second).length / 2 / IMAGES;
    PairBatch pairs =
        new PairBatch(
            new MapPositions(2 * IMAGES, ofFirst, ofSecond),
            joined(places(first), places(second)),
            BATCH.pairs().graphs(),
            List.of(),
            BATCH.pairs().seeds(),
            new long[0]);
    return Loss.onHost(
        (outputs, gradients) -> {
          int count = outputs.length / 2;
          boolean[] matrix = new boolean[count];
          float[][] values = new float[count][];
          float[][] slopes = new float[count][];
          for (int o = 0; o < count; o++) {
            matrix[o] = Arrays.equals(outputs[o], outputs[count + o]);
            values[o] = matrix[o] ? outputs[o] : joined(outputs[o], outputs[count + o]);
            slopes[o] = new float[values[o].length];
          }
          double loss =
              objective
                  .evaluate(
                      new ObjectiveInput(new HostOutputs(values, slopes), pairs, Progress.START))
                  .loss();
          for (int o = 0; o < count; o++) {
            System.arraycopy(slopes[o], 0, gradients[o], 0, gradients[o].length);
            if (!matrix[o]) {
              int rest = gradients[count + o].length;
              System.arraycopy(slopes[o], gradients[o].length, gradients[count + o], 0, rest);
            }
          }
          return loss;
        });
  }

  @Test
  void deeplearning4jRefusesTwoSizesInASentence() {
    EncoderSettings resnet = new EncoderSettings(Architecture.RESNET18, LARGE, 16);
    NetworkGraph graph = LocalTrainer.graph(resnet, simClr(resnet.architecture().features()));
    try (Network network = Compute.cpu("dl4j").open(graph)) {
      assertThatThrownBy(() -> network.gradient(List.of(large(), small()), outputs -> 0))
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith("engine dl4j steps on images of one size: set");
    }
  }
}
