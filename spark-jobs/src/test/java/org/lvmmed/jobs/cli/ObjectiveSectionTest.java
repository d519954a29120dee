package org.lvmmed.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.model.objective.contrastive.SimClrSettings;

/** Each objective has a section of its own, of which a run reads one. */
class ObjectiveSectionTest {

  @TempDir Path folder;

  private String recipe(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.conf"), text).toString();
  }

  @Test
  void theChosenSectionIsReadAndTheDefaultsOfOthersStandBesideIt() {
    RunConfig config =
        RunConfig.of(
            "phantom", List.of("objective.kind=simclr", "objective.simclr.temperature=0.3"));

    assertThat(config.objective())
        .isInstanceOfSatisfying(
            SimClrSettings.class, one -> assertThat(one.temperature()).isEqualTo(0.3));
    assertThat(config.pretrainingKeys())
        .containsEntry("objective.simclr.temperature", "0.3")
        .doesNotContainKey("objective.graph-matching.graph-size");
  }

  @Test
  void aKeyOfAnotherObjectiveThatTheUserSetsIsRefused() throws IOException {
    String mine = recipe("include \"laptop\"\nobjective.simclr.temperature = 0.1");

    assertThatThrownBy(() -> RunConfig.of(mine, List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("objective.simclr.temperature: is a key of simclr")
        .hasMessageContaining("objective.kind is graph-matching")
        .hasMessageContaining("leave it out, or choose simclr")
        .hasMessageContaining("mine.conf: 2");
    assertThatThrownBy(
            () ->
                RunConfig.of(
                    "laptop",
                    List.of("objective.kind=simclr", "objective.graph-matching.neighbours=3")))
        .hasMessageContaining("objective.graph-matching.neighbours: is a key of graph-matching")
        .hasMessageContaining("--set");
  }

  @Test
  void whatARunPrintsIsARecipe() throws IOException {
    RunConfig config = RunConfig.of("laptop", List.of("objective.kind=simclr"));

    RunConfig again = RunConfig.of(recipe(config.rendered()), List.of());

    assertThat(again.objective()).isEqualTo(config.objective());
    assertThat(again.pretrainingKeys()).isEqualTo(config.pretrainingKeys());
  }

  @Test
  void aValueOutOfRangeInASectionThatSeveralObjectivesHaveIsNamedInFull() {
    assertThatThrownBy(
            () ->
                RunConfig.of(
                    "laptop",
                    List.of("objective.kind=simclr", "objective.simclr.projector.width=0")))
        .hasMessageContaining("objective.simclr.projector.width: 0 (1 or more)");
  }

  @Test
  void aMisspeltKeyOfTheChosenSectionIsUnknown() throws IOException {
    String mine = recipe("include \"laptop\"\nobjective.graph-matching.graphsize = 16");

    assertThatThrownBy(() -> RunConfig.of(mine, List.of()))
        .hasMessageContaining("objective.graph-matching.graphsize: unknown key")
        .hasMessageContaining("did you mean objective.graph-matching.graph-size?");
  }

  @Test
  void windowsAreRefusedWhereWorkersKeepTheirImages() {
    assertThatThrownBy(
            () -> RunConfig.of("laptop-deepcluster-v2", List.of("pretrain.shuffle-window=1000")))
        .hasMessageContaining("pretrain.shuffle-window: 1000 (0 with objective.kind")
        .hasMessageContaining("deepcluster-v2, whose workers keep their images");
  }

  @Test
  void anObjectiveThatTheEngineCannotBuildIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> RunConfig.of("laptop-dino", List.of("encoder.engine=dl4j")))
        .hasMessageContaining("engine dl4j has no GELU")
        .hasMessageContaining("set encoder.engine = torch");
    assertThat(RunConfig.of("laptop-swav", List.of("encoder.engine=dl4j")).objective().kind())
        .isEqualTo("swav");
  }
}
