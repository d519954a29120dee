package org.lvmmed.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DryRunTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo --work FOLDER/work",
        "pipeline --corpus FOLDER/corpus --work FOLDER/work",
        "ingest --corpus FOLDER/corpus --work FOLDER/work",
        "pretrain --work FOLDER/work",
        "inspect FOLDER/image.png",
        "catalog kits --check FOLDER/copy",
        "locate 0123 --corpus FOLDER/corpus",
        "bench pretrain",
        "bench similarity",
        "doctor --work FOLDER/work"
      })
  void aDryRunSucceedsAndTouchesNothing(String command) {
    String[] arguments = (command.replace("FOLDER", folder.toString()) + " --dry-run").split(" ");
    Commands.requireDone(arguments);
    assertThat(folder).as(Arrays.toString(arguments)).isEmptyDirectory();
  }

  @Test
  void aPlanNamesStepsInTheirOrderAndEverySettingWithWhereItIsFrom() {
    String plan =
        Commands.printed(
            "pipeline",
            "--corpus",
            folder.toString(),
            "--work",
            folder.resolve("work").toString(),
            "--encoder",
            "theirs=/data/encoder",
            "--set",
            "pretrain.epochs=3",
            "--dry-run");

    assertThat(
            plan.lines().filter(line -> line.startsWith("step")).map(line -> line.split(" +")[2]))
        .containsExactly("ingest", "similarity", "pretrain", "evaluate", "report");
    assertThat(plan)
        .contains("corpus   " + folder + "\n", "encoder  theirs = /data/encoder\n")
        .containsPattern("pretrain\\.epochs = \"?3\"? +# --set")
        .containsPattern("pretrain\\.warmup = 0\\.05 +# recipe laptop: \\d+");
  }

  @Test
  void aCorpusThatIsNotThereIsSeenInThePlan() {
    String plan =
        Commands.printed(
            "ingest",
            "--corpus",
            folder.resolve("misspelt").toString(),
            "--work",
            folder.resolve("work").toString(),
            "--dry-run");

    assertThat(plan).contains("misspelt   (there is no such folder on this machine)");
  }

  @Test
  void anInspectionSaysWhatItWouldRead() {
    assertThat(Commands.printed("inspect", folder.toString(), "/data/image.png", "--dry-run"))
        .isEqualTo(
            "inspect: every file below %s%ninspect: the file /data/image.png%n".formatted(folder));
  }
}
