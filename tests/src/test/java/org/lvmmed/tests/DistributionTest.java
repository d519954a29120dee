package org.lvmmed.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What deploy/dist packs runs on a machine that has Java and no Maven. */
class DistributionTest {

  private static final Path ROOT = Path.of(System.getProperty("lvmmed.root", ".."));
  private static final Path SPARK = ROOT.resolve("deploy/spark/target/spark");

  @TempDir Path folder;

  /** What a command came to, and all that it printed. */
  private record Outcome(int exit, String text) {}

  @BeforeEach
  void requireWhatIsPacked() {
    assumeThat(ROOT.resolve("spark-jobs/target/lvm-med.jar")).exists();
    assumeThat(SPARK.resolve("jars")).exists();
  }

  /** Runs with the tools of the system alone: all but Maven. */
  private Outcome run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATH", toolsWithoutMaven().toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(environment);
    Process process = builder.directory(folder.toFile()).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), text);
  }

  private Path toolsWithoutMaven() throws IOException {
    Path tools = folder.resolve("tools");
    if (!Files.exists(tools)) {
      Files.createDirectories(tools);
      for (Path bin : List.of(Path.of("/usr/bin"), Path.of("/bin"))) {
        try (Stream<Path> all = Files.list(bin)) {
          for (Path tool : all.toList()) {
            Path link = tools.resolve(tool.getFileName().toString());
            if (!tool.getFileName().toString().startsWith("mvn") && !Files.exists(link)) {
              Files.createSymbolicLink(link, tool);
            }
          }
        }
      }
    }
    return tools;
  }

  @Test
  void itRunsWithoutMavenAndSaysWhatItMissesWithoutSpark() throws Exception {
    Path tar = folder.resolve("lvm-med.tar");
    Map<String, String> spark = Map.of("SPARK_HOME", SPARK.toString());
    Outcome packed =
        run(spark, ROOT.resolve("deploy/dist").toString(), "--without-spark", tar.toString());
    // So it is after an edit, until something packages anew; "mvn verify" does before it comes
    // here.
    assumeThat(packed.text()).doesNotContain("older than its sources");
    assertThat(packed.exit()).as(packed.text()).isZero();
    assertThat(run(Map.of(), "tar", "xf", tar.toString()).exit()).isZero();
    assertThat(run(Map.of(), "bash", "-c", "command -v mvn").exit()).isNotZero();

    String launcher = folder.resolve("lvm-med/deploy/bin/lvm-med").toString();
    Outcome recipe = run(spark, launcher, "recipe", "phantom");
    assertThat(recipe.exit()).as(recipe.text()).isZero();
    assertThat(recipe.text()).contains("encoder.input-size = 32");

    Outcome without = run(Map.of(), launcher, "recipe", "phantom");
    assertThat(without.exit()).isEqualTo(2);
    assertThat(without.text()).contains("set SPARK_HOME");
  }
}
