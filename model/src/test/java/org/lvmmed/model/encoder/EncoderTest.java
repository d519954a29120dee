package org.lvmmed.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvmmed.model.encoder.Encoder.BatchNormLayout;
import org.lvmmed.model.encoder.Encoder.MapShape;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;

class EncoderTest {

  private static final int SIZE = 32;
  private static final int BATCH = 4;
  private static final double RATE = 1e-3;
  private static final EncoderSettings SMALL = new EncoderSettings(Architecture.RESNET18, SIZE, 16);

  private final float[] images = Waves.images(BATCH, SIZE);

  @ParameterizedTest
  @CsvSource({
    "RESNET18, 16, 64, 64, 4, 4",
    "RESNET18, 8, 64, 48, 8, 6",
    "RESNET18, 16, 33, 50, 3, 4",
    "RESNET50, 8, 32, 40, 4, 5",
  })
  void theFeatureMapHasTheAnnouncedShape(
      Architecture architecture, int stride, int rows, int columns, int mapRows, int mapColumns) {
    try (Encoder encoder = Encoders.create(new EncoderSettings(architecture, SIZE, stride), 1)) {
      MapShape shape = encoder.mapShape(rows, columns);
      assertThat(shape).isEqualTo(new MapShape(architecture.features(), mapRows, mapColumns));
      float[] features = encoder.features(new float[2 * 3 * rows * columns], 2, rows, columns);
      assertThat(features).hasSize(2 * shape.channels() * shape.positions());
    }
  }

  @Test
  void stepsLowerTheLoss() {
    try (Encoder encoder = Encoders.create(SMALL, 1)) {
      double first = encoder.step(images, BATCH, RATE, Waves.DISTANCE);
      double last = first;
      for (int i = 0; i < 4; i++) {
        last = encoder.step(images, BATCH, RATE, Waves.DISTANCE);
      }
      assertThat(last).isLessThan(0.7 * first);
      assertThat(encoder.iteration()).isEqualTo(5);
    }
  }

  @Test
  void theSeedDecidesTheStartingValues() {
    try (Encoder one = Encoders.create(SMALL, 1);
        Encoder same = Encoders.create(SMALL, 1);
        Encoder other = Encoders.create(SMALL, 2)) {
      assertThat(same.parameters()).isEqualTo(one.parameters());
      assertThat(other.parameters()).isNotEqualTo(one.parameters());
    }
  }

  @Test
  void startingConvolutionsHaveTheVarianceOfTwoByFanOut() {
    try (Encoder encoder = Encoders.create(SMALL, 1)) {
      float[] parameters = encoder.parameters();
      ParameterTensor tensor = tensor(encoder, "layer4.1.conv2.weight");
      double sum = 0;
      for (int i = tensor.offset(); i < tensor.end(); i++) {
        sum += (double) parameters[i] * parameters[i];
      }
      double expected = 2.0 / (512 * 3 * 3);
      assertThat(sum / tensor.length()).isCloseTo(expected, within(0.01 * expected));
    }
  }

  @Test
  void encodersOnTwoThreadsOfOneProcessGiveTheBitsOfOneAlone() throws Exception {
    float[] alone = parametersAfterSteps();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<float[]>> tasks =
          List.of(this::parametersAfterSteps, this::parametersAfterSteps);
      for (Future<float[]> together : threads.invokeAll(tasks)) {
        assertThat(together.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdown();
    }
  }

  private float[] parametersAfterSteps() {
    try (Encoder encoder = Encoders.create(SMALL, 3)) {
      for (int i = 0; i < 3; i++) {
        encoder.step(images, BATCH, RATE, Waves.DISTANCE);
      }
      return encoder.parameters();
    }
  }

  @Test
  void anotherEncoderContinuesFromTheSavedStateBitForBit() {
    try (Encoder first = Encoders.create(SMALL, 1);
        Encoder second = Encoders.create(SMALL, 2)) {
      first.step(images, BATCH, RATE, Waves.DISTANCE);
      second.step(images, BATCH, RATE, Waves.DISTANCE);
      second.step(images, BATCH, RATE, Waves.DISTANCE);
      second.setParameters(first.parameters());
      second.setUpdaterState(first.updaterState());
      second.setIteration(first.iteration());
      double expected = first.step(images, BATCH, RATE / 2, Waves.DISTANCE);
      assertThat(second.step(images, BATCH, RATE / 2, Waves.DISTANCE)).isEqualTo(expected);
      assertThat(second.parameters()).isEqualTo(first.parameters());
      assertThat(second.updaterState()).isEqualTo(first.updaterState());
    }
  }

  @Test
  void anEmptyOptimiserStateIsAFreshOne() {
    try (Encoder encoder = Encoders.create(SMALL, 1)) {
      float[] start = encoder.parameters();
      encoder.step(images, BATCH, RATE, Waves.DISTANCE);
      float[] afterOne = encoder.parameters();
      encoder.setParameters(start);
      encoder.setUpdaterState(new float[0]);
      encoder.setIteration(0);
      encoder.step(images, BATCH, RATE, Waves.DISTANCE);
      assertThat(encoder.parameters()).isEqualTo(afterOne);
    }
  }

  /** Adam's first step moves every parameter by the rate, whatever the gradient's size. */
  @Test
  void theGradientIsNotDividedByTheBatchAndTheRateIsTheStep() {
    try (Encoder encoder = Encoders.create(SMALL, 1)) {
      ParameterTensor tensor = tensor(encoder, "layer4.1.bn2.bias");
      float before = encoder.parameters()[tensor.offset()];
      encoder.step(images, BATCH, 0.25, Waves.DISTANCE);
      float after = encoder.parameters()[tensor.offset()];
      assertThat(Math.abs(after - before)).isCloseTo(0.25f, within(1e-3f));
    }
  }

  @Test
  void weightDecayShrinksConvolutionsAndNothingElse() {
    EncoderSettings decaying = new EncoderSettings(Architecture.RESNET18, SIZE, 16, 0.5);
    try (Encoder encoder = Encoders.create(decaying, 1)) {
      float[] before = encoder.parameters();
      encoder.step(images, BATCH, 0.1, (features, gradient) -> 0);
      float[] after = encoder.parameters();
      int convolution = tensor(encoder, "layer3.0.conv1.weight").offset();
      assertThat(after[convolution]).isCloseTo(before[convolution] * 0.95f, within(1e-6f));
      int batchNorm = tensor(encoder, "layer3.0.bn1.weight").offset();
      assertThat(after[batchNorm]).isEqualTo(before[batchNorm]);
    }
  }

  @Test
  void aStepMovesRunningStatisticsByATenth() {
    try (Encoder encoder = Encoders.create(SMALL, 1)) {
      BatchNormLayout layout = encoder.batchNormLayout();
      encoder.step(new float[images.length], BATCH, RATE, Waves.DISTANCE);
      float[] parameters = encoder.parameters();
      assertThat(layout.meanOffsets()).hasSize(20);
      assertThat(parameters[layout.varianceOffsets()[0]]).isEqualTo(0.9f);
      assertThat(parameters[layout.meanOffsets()[0]]).isZero();
      assertThat(layout.lengths()[0]).isEqualTo(64);
    }
  }

  @Test
  void tensorsFillTheParametersWithoutGaps() {
    try (Encoder encoder = Encoders.blank(SMALL)) {
      int next = 0;
      for (ParameterTensor tensor : encoder.parameterLayout()) {
        assertThat(tensor.offset()).isEqualTo(next);
        next = tensor.end();
      }
      assertThat(encoder.parameters()).hasSize(next);
    }
  }

  @Test
  void anObjectiveMayFailAndTheEncoderGoesOn() {
    try (Encoder encoder = Encoders.create(SMALL, 1)) {
      assertThatThrownBy(
              () ->
                  encoder.step(
                      images,
                      BATCH,
                      RATE,
                      (features, gradient) -> {
                        throw new IllegalStateException("not today");
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("not today");
      assertThat(encoder.step(images, BATCH, RATE, Waves.DISTANCE)).isPositive();
    }
  }

  @Test
  void anObjectiveThatCallsItsEncoderIsToldSo() {
    try (Encoder encoder = Encoders.blank(SMALL)) {
      assertThatThrownBy(
              () ->
                  encoder.step(
                      images, BATCH, RATE, (features, gradient) -> encoder.parameters().length))
          .hasMessage("An objective must not call the encoder that evaluates it");
    }
  }

  @Test
  void batchesOfAnotherSizeAreRefused() {
    try (Encoder encoder = Encoders.blank(SMALL)) {
      assertThatThrownBy(() -> encoder.step(images, BATCH + 1, RATE, Waves.DISTANCE))
          .hasMessage("A batch of 5 images of 3×32×32 has 15360 values, not 12288");
      assertThatThrownBy(() -> encoder.features(new float[3 * 16 * 16], 1, 16, 16))
          .hasMessageContaining("too small");
    }
  }

  @Test
  void parametersOfAnotherArchitectureAreRefused() {
    try (Encoder encoder = Encoders.blank(SMALL)) {
      assertThatThrownBy(() -> encoder.setParameters(new float[7]))
          .hasMessage(
              "The parameters of a resnet18 have 11186112 values, not 7: "
                  + "they belong to another architecture");
      assertThatThrownBy(() -> encoder.setUpdaterState(new float[7])).hasMessageContaining("not 7");
    }
  }

  @Test
  void unknownSettingsAreNamed() {
    assertThatThrownBy(() -> new EncoderSettings(Architecture.RESNET18, 64, 4))
        .hasMessage("Invalid encoder.output-stride: 4 (32, 16 or 8)");
    assertThatThrownBy(() -> new EncoderSettings(Architecture.RESNET18, 16, 8))
        .hasMessage("Invalid encoder.input-size: 16 (32 to 512 pixels)");
    assertThatThrownBy(() -> Architecture.ofTorchName("vgg"))
        .hasMessage("Invalid encoder.architecture: vgg (resnet18, resnet50)");
  }

  private static ParameterTensor tensor(Encoder encoder, String name) {
    return encoder.parameterLayout().stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
