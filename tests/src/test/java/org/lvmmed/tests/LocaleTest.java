package org.lvmmed.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher where the locale knows ASCII alone, as in many containers and batch systems. */
class LocaleTest {
  private static final Path ROOT = Path.of(System.getProperty("lvmmed.root", ".."));
  private static final Path SPARK = ROOT.resolve("deploy/spark/target/spark");
  private static final String COMPOSED = "Röntgen_übersicht_日本.png";
  private static final String DECOMPOSED = Normalizer.normalize("Zähne.png", Normalizer.Form.NFD);

  @TempDir Path folder;

  /** What a command came to, and all that it printed. */
  private record Outcome(int exit, String text) {}

  @BeforeEach
  void requireTheApplication() {
    assumeThat(ROOT.resolve("spark-jobs/target/lvm-med.jar")).exists();
    assumeThat(SPARK.resolve("jars")).exists();
  }

  @Test
  void filesWithLettersBeyondAsciiAreReadAndNamedWhereTheLocaleIsC() throws Exception {
    picture("a.png");
    picture("b.png");
    // This JVM may have such a locale itself: the shell gives the names, byte by byte.
    move("a.png", COMPOSED);
    move("b.png", DECOMPOSED);

    Outcome seen =
        run(ROOT.resolve("deploy/bin/lvm-med").toString(), "inspect", folder.toString(), "--json");
    assumeThat(seen.text()).doesNotContain("older than its sources");

    assertThat(seen.exit()).as(seen.text()).isZero();
    assertThat(seen.text()).contains(COMPOSED, DECOMPOSED).doesNotContain("\ufffd");
    assertThat(seen.text().lines().filter(line -> line.contains("\"sha256\""))).hasSize(2);
  }

  private void picture(String name) throws IOException {
    ImageIO.write(
        new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY),
        "png",
        folder.resolve(name).toFile());
  }

  private void move(String from, String to) throws Exception {
    StringBuilder octal = new StringBuilder();
    for (byte b : to.getBytes(StandardCharsets.UTF_8)) {
      octal.append("\\%03o".formatted(b & 0xff));
    }
    Outcome moved = run("bash", "-c", "mv '" + from + "' \"$(printf '" + octal + "')\"");
    assertThat(moved.exit()).as(moved.text()).isZero();
  }

  private Outcome run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("LC_ALL", "C");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("SPARK_HOME", SPARK.toAbsolutePath().toString());
    Process process = builder.directory(folder.toFile()).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), text);
  }
}
