package org.lvmmed.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scheduler sees of benchmarks that cannot be run. */
class BenchCommandTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench ingest --cores 0",
        "bench ingest --files 0",
        "bench similarity --files 100",
        "bench scale --images 0",
        "bench similarity --files 200,100",
        "bench averaging --width 0",
        "bench averaging --executors 0",
        "bench objective --images 0",
        "bench views --size 4",
        "bench views --images 0",
        "bench features --batches 0",
        "bench features --model vgg",
        "bench pretrain --model vgg",
        "bench"
      })
  void whatCannotBeMeasuredEndsWithTwoAndNamesTheRule(String command) {
    Commands.Outcome outcome = Commands.run(command.split(" "));

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains("lvm-med: ").doesNotContain("\tat ");
  }

  @Test
  void casesThatAreNotThereEndWithThreeAndTheOption() {
    Commands.Outcome outcome = Commands.run("bench", "matching", "--instances", "/no/such/folder");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("No folder /no/such/folder (--instances:");
  }

  @Test
  void aDryRunMeasuresNothingAndEndsWithZero() {
    Commands.requireDone("bench", "averaging", "--dry-run");
    Commands.requireDone("bench", "ingest", "--dry-run");
    Commands.requireDone("bench", "scale", "--dry-run");
  }
}
