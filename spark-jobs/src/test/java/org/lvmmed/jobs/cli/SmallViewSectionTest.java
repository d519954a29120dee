package org.lvmmed.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.doctor.MemoryTable;

/** Small views must suit encoder and engine; where there are none, nothing of theirs matters. */
class SmallViewSectionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "laptop | view.small.size=96 | view.small.size: 96 (at most encoder.input-size, 64)",
        "laptop-vit | view.small.size=40 | view.small.size: 40 (at most encoder.input-size, 96, and"
            + " a multiple of the patch size 16)",
        "laptop | encoder.engine=dl4j | engine dl4j steps on images of one size",
      })
  void whatDoesNotSuitIsRefusedOnceThereAreSmallViews(String recipe, String setting, String why) {
    assertThat(RunConfig.of(recipe, List.of(setting))).isNotNull();
    assertThatThrownBy(() -> RunConfig.of(recipe, List.of(setting, "view.small.count=2")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }

  @Test
  void theMemoryTableCountsThem() {
    MemoryTable without = table(0);
    MemoryTable with = table(4);
    // A quarter of the pixels each, twice as many: half as much again.
    assertThat((double) with.activations() / without.activations()).isBetween(1.49, 1.51);
    assertThat(with.batch()).isEqualTo(without.batch() * 3 / 2);
    assertThat(with.state()).isEqualTo(without.state());
  }

  private static MemoryTable table(int count) {
    RunConfig config = RunConfig.of("laptop", List.of("view.small.count=" + count));
    return MemoryTable.of(
        config.encoder(),
        config.views().small(),
        config.objective(),
        config.pretrain(),
        config.compute());
  }
}
