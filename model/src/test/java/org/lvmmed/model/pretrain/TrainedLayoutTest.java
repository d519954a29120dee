package org.lvmmed.model.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.network.ParameterTensor;
import org.lvmmed.model.network.StateLayout;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.SmallObjectives;

class TrainedLayoutTest {

  private static final EncoderSettings ENCODER = new EncoderSettings(Architecture.RESNET18, 32, 16);

  private static TrainedLayout layout(String kind) {
    Objective objective = SmallObjectives.of(kind).create(ENCODER.architecture().features());
    return TrainedLayout.of(LocalTrainer.graph(ENCODER, objective).layout(), objective);
  }

  @Test
  void theNetworkThatFollowsLiesBetweenTheTrainedOneAndTheObjectivesValues() {
    TrainedLayout dino = layout("dino");
    Objective objective = SmallObjectives.of("dino").create(512);
    float[] state = LocalTrainer.initial(ENCODER, objective, 1).values();

    assertThat(state).hasSize(dino.length());
    assertThat(dino.length() - dino.own()).isEqualTo(objective.state().length);
    assertThat(dino.followingParameters(state))
        .isEqualTo(Arrays.copyOf(state, dino.network().parameterCount()));
    assertThat(layout("simclr").length()).isEqualTo(layout("simclr").network().stateLength());
  }

  /** DINO is for its teacher, MoCo for its query encoder. */
  @Test
  void theEncoderIsThatOfTheNetworkThatTrainingIsFor() {
    TrainedLayout layout = layout("dino");
    StateLayout encoder = EncoderGraph.of(ENCODER).layout();
    float[] values = new float[layout.length()];
    for (ParameterTensor tensor : layout.network().tensors()) {
      Arrays.fill(values, tensor.offset(), tensor.end(), 1);
      Arrays.fill(
          values, layout.following() + tensor.offset(), layout.following() + tensor.end(), 2);
    }

    assertThat(layout.encoder(encoder, values, true)).containsOnly(2);
    assertThat(layout.encoder(encoder, values, false)).containsOnly(1);
    assertThat(SmallObjectives.of("dino").trainsFollower()).isTrue();
    assertThat(SmallObjectives.of("moco-v2").trainsFollower()).isFalse();
  }
}
