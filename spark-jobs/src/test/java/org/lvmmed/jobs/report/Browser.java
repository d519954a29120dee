package org.lvmmed.jobs.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Chromium of this machine, without a window and without a network. */
final class Browser {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<String> QUIET =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--hide-scrollbars");

  private final Path program;
  private final Path scratch;

  private Browser(Path program, Path scratch) {
    this.program = program;
    this.scratch = scratch;
  }

  static Optional<Browser> find(Path scratch) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Browser(program, scratch));
  }

  /** The document after its scripts have run. */
  String dom(Path page, int width) throws IOException, InterruptedException {
    return run(List.of("--window-size=" + width + ",1000", "--dump-dom", page.toUri().toString()));
  }

  /** A picture of the page. */
  void screenshot(Path page, int width, int height, Path png)
      throws IOException, InterruptedException {
    run(
        List.of(
            "--window-size=" + width + "," + height,
            "--screenshot=" + png,
            page.toUri().toString()));
  }

  private String run(List<String> arguments) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory(scratch, "profile");
    Path output = Files.createTempFile(scratch, "output", ".txt");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(QUIET);
    command.add("--user-data-dir=" + profile);
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IOException("The browser did not end within 60 s");
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
