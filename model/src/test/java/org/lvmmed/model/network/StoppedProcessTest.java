package org.lvmmed.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lvmmed.model.network.SmallNetwork.IMAGES;
import static org.lvmmed.model.network.SmallNetwork.open;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees who stops a run. */
class StoppedProcessTest {

  /** 128 and the number of SIGTERM. */
  private static final int TERMINATED = 143;

  @TempDir Path folder;

  @Test
  void aProcessThatIsStoppedWhileNetworksTrainEndsWithoutACrash() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Training.class.getName()))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      while (line != null && !line.equals(Training.STARTED)) {
        line = output.readLine();
      }
      process.toHandle().destroy();
      assertThat(output.lines().collect(Collectors.joining("\n"))).doesNotContain("fatal error");
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(TERMINATED);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Two networks that train without end. */
  static final class Training {
    static final String STARTED = "both networks train";

    private Training() {}

    public static void main(String[] arguments) {
      new Thread(Training::train).start();
      train();
    }

    private static void train() {
      try (Network network = open("torch")) {
        for (int step = 0; ; step++) {
          network.step(IMAGES, Rates.of(1e-3), Waves.DISTANCE);
          if (step == 1) {
            System.out.println(STARTED);
          }
        }
      }
    }
  }
}
