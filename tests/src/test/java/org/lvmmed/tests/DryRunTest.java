package org.lvmmed.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
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
}
