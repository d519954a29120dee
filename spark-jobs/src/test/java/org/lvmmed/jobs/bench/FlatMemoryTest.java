package org.lvmmed.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvmmed.model.downstream.Heads;
import org.lvmmed.model.downstream.sample.ByteMask;
import org.lvmmed.model.downstream.sample.TaskSample;
import org.lvmmed.model.downstream.sample.TaskSamples;
import org.lvmmed.model.downstream.segment.Segmenter;
import org.lvmmed.model.downstream.training.EncoderStart;
import org.lvmmed.model.downstream.training.HeadSettings;
import org.lvmmed.model.downstream.training.TrainingLength;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.objective.matching.AffinitySettings;
import org.lvmmed.model.objective.matching.GraphMatchingSettings;
import org.lvmmed.model.objective.matching.MessagePassingKind;
import org.lvmmed.model.view.ViewSettings;

/**
 * Takes many minutes, so it runs on request: {@code -Dlvmmed.leak=1000} names the number of steps.
 * A heap that is resident from the start ({@code -Djvm.test="-Xms1g -Xmx1g -XX:+AlwaysPreTouch"})
 * leaves native memory as the only part of the process that can grow.
 */
@EnabledIfSystemProperty(named = "lvmmed.leak", matches = "\\d+")
class FlatMemoryTest {

  private static final int SIZE = 32;

  /** So long the compiler, oneDNN's primitives and malloc's arenas settle; a leak goes on. */
  private static final int WARM_UP = 250;

  private static final EncoderSettings ENCODER =
      new EncoderSettings(EncoderSettings.Architecture.RESNET18, SIZE, 32);

  @ParameterizedTest
  @MethodSource("engines")
  void manyStepsOfPretrainingLeaveHeapAndNativeMemoryFlat(String engine) {
    TrainingBench bench =
        new TrainingBench(
            Compute.cpu(engine),
            ENCODER,
            objective(),
            ViewSettings.standard(SIZE),
            32,
            System.out::println);

    TrainingBench.Measured memory = bench.run(WARM_UP, steps());

    requireFlat(memory.before(), memory.after());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void halfAsManyStepsOfAUNetDoToo(String engine) {
    int side = 64;
    int every = WARM_UP / 2;
    TrainingLength length = new TrainingLength(WARM_UP + steps() / 2, 4, every, 100);
    HeadSettings settings =
        new HeadSettings(side, false, 1e-3, 1e-4, 1, length, 5, List.of("none", "half"), false);
    EncoderStart start = new EncoderStart(encoder(), Compute.cpu(engine));
    List<MemoryUse> measured = new ArrayList<>();

    try (Segmenter segmenter =
        Heads.segmentation(
            start,
            settings,
            samples(8, i -> halves(i, side)),
            samples(
                1,
                i -> {
                  measured.add(MemoryUse.now());
                  return halves(i, side);
                }))) {
      assertThat(segmenter.curve().points()).hasSameSizeAs(measured);
    }
    // The first validation comes before the first copy of the best weights.
    MemoryUse before = measured.get(1);
    MemoryUse after = measured.get(measured.size() - 1);
    System.out.println(before.to(after));
    requireFlat(before, after);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void inferenceOfTenTimesAsManyImagesDoesToo(String engine) {
    int batch = 50;
    EncoderModel encoder = encoder();
    float[] images = new float[batch * 3 * SIZE * SIZE];
    try (Network network = Compute.cpu(engine).open(encoder.pooledGraph(), encoder.parameters())) {
      for (int i = 0; i < WARM_UP / 5; i++) {
        network.outputs(Inputs.images(images, batch, SIZE));
      }
      MemoryUse before = MemoryUse.now();
      for (int seen = 0; seen < 10 * steps(); seen += batch) {
        network.outputs(Inputs.images(images, batch, SIZE));
      }
      MemoryUse after = MemoryUse.now();
      System.out.println(before.to(after));
      requireFlat(before, after);
    }
  }

  /** Both, or those that {@code -Dlvmmed.leak.engines} names. */
  static List<String> engines() {
    return List.of(System.getProperty("lvmmed.leak.engines", "torch,dl4j").split(","));
  }

  private static int steps() {
    return Integer.getInteger("lvmmed.leak");
  }

  private static void requireFlat(MemoryUse before, MemoryUse after) {
    assertThat(after.heap()).isLessThan(before.heap() + 16);
    assertThat((double) after.process()).isLessThan(1.03 * before.process());
  }

  private static EncoderModel encoder() {
    return EncoderModel.untrained(ENCODER, Preprocess.standard(SIZE), 1);
  }

  /** Noise whose lower half is brighter, and is class 1. */
  private static TaskSample halves(int number, int side) {
    Random random = new Random(number);
    float[] grey = new float[side * side];
    byte[] mask = new byte[grey.length];
    for (int i = 0; i < grey.length; i++) {
      mask[i] = (byte) (i < grey.length / 2 ? 0 : 1);
      grey[i] = 0.3f + 0.2f * random.nextFloat() + 0.3f * mask[i];
    }
    String id = "image " + number;
    return new TaskSample(
        id,
        id,
        0,
        Raster.of(grey, side, side),
        new ByteMask(side, side, mask),
        null,
        List.of(),
        -1,
        new double[0]);
  }

  private static TaskSamples samples(int count, IntFunction<TaskSample> maker) {
    return new TaskSamples() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public TaskSample get(int index) {
        return maker.apply(index);
      }
    };
  }

  private static ObjectiveSettings objective() {
    return new GraphMatchingSettings(
        16,
        5,
        MessagePassingKind.GRAPH_CONV,
        80,
        AffinitySettings.standard(),
        EstimatorSettings.standard(),
        ProjectorSettings.standard());
  }
}
