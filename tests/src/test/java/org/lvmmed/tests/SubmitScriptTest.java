package org.lvmmed.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What deploy/yarn/submit hands to a site's spark-submit, which here prints it. */
class SubmitScriptTest {

  private static final Path ROOT = Path.of(System.getProperty("lvmmed.root", ".."));

  @TempDir Path folder;

  @BeforeEach
  void prepare() throws IOException {
    assumeThat(ROOT.resolve("spark-jobs/target/lvm-med.jar")).exists();
    Path submit = folder.resolve("spark/bin/spark-submit");
    Files.createDirectories(submit.getParent());
    Files.writeString(submit, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
  }

  private List<String> submitted(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("deploy/yarn/submit").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
    builder.environment().put("HADOOP_CONF_DIR", folder.toString());
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text.lines().toList();
  }

  @Test
  void aRecipeGoesToTheClusterWithTheBasesThatLieBesideItAndNoOthers() throws Exception {
    Path base = Files.writeString(folder.resolve("site.conf"), "include \"laptop\"\n");
    Path recipe = Files.writeString(folder.resolve("mine.conf"), "include \"site\"\nseed = 2\n");
    Path secret = Commands.writeSecret(folder);

    List<String> submitted =
        submitted(
            "cluster", "--", "ingest", "--recipe", recipe.toString(), "--secret", "" + secret);

    assertThat(submitted.get(submitted.indexOf("--files") + 1).split(","))
        .containsExactly(recipe.toString(), base.toString(), secret.toString());
    assertThat(submitted)
        .endsWith("ingest", "--recipe", "mine.conf", "--secret", secret.getFileName().toString());
  }

  @Test
  void inClientModeNothingIsShipped() throws Exception {
    Path recipe = Files.writeString(folder.resolve("mine.conf"), "include \"laptop\"\n");

    assertThat(submitted("client", "--", "pretrain", "--recipe", recipe.toString()))
        .doesNotContain("--files")
        .endsWith("pretrain", "--recipe", recipe.toString());
  }
}
