package org.lvmmed.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.embedding.ProjectorSettings;
import org.lvmmed.model.objective.matching.AffinitySettings;
import org.lvmmed.model.objective.matching.GraphMatchingSettings;
import org.lvmmed.model.objective.matching.MessagePassingKind;
import org.lvmmed.model.view.ViewSettings;

/**
 * Takes minutes, so it runs on request: {@code -Dlvmmed.leak=500} names the number of steps. A heap
 * that is resident from the start ({@code -Djvm.test="-Xms1g -Xmx1g -XX:+AlwaysPreTouch"}) leaves
 * native memory as the only part of the process that can grow.
 */
class TrainingMemoryTest {

  private static final int SIZE = 32;

  /** So long the compiler, oneDNN's primitives and malloc's arenas settle; a leak goes on. */
  private static final int WARM_UP = 250;

  @ParameterizedTest
  @ValueSource(strings = {"torch", "dl4j"})
  @EnabledIfSystemProperty(named = "lvmmed.leak", matches = "\\d+")
  void manyStepsLeaveHeapAndNativeMemoryFlat(String engine) {
    TrainingBench bench =
        new TrainingBench(
            Compute.cpu(engine),
            new EncoderSettings(EncoderSettings.Architecture.RESNET18, SIZE, 32),
            objective(),
            views(),
            32,
            System.out::println);

    TrainingBench.Measured memory = bench.run(WARM_UP, Integer.getInteger("lvmmed.leak"));

    assertThat(memory.after().heap()).isLessThan(memory.before().heap() + 16);
    assertThat((double) memory.after().process()).isLessThan(1.03 * memory.before().process());
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

  private static ViewSettings views() {
    return new ViewSettings(
        SIZE,
        new ViewSettings.Crop(0.4, 1, 0.75, 1.33),
        0.5,
        new ViewSettings.Jitter(0.4, 0.4, 0.4, 0.1, 0.8),
        0.2,
        new ViewSettings.Blur(0.5, 0.1, 1));
  }
}
