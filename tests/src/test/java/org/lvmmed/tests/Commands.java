package org.lvmmed.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.lvmmed.ingest.phantom.PhantomCorpus;
import org.lvmmed.ingest.phantom.PhantomSettings;
import org.lvmmed.jobs.cli.LvmMed;

/** Runs commands as a user does, on local Spark in this JVM, and keeps what they print. */
public final class Commands {

  private Commands() {}

  /** What a command came to. */
  record Outcome(int exit, String err) {}

  static synchronized Outcome run(String... arguments) {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.sql.shuffle.partitions", "4");
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      return new Outcome(LvmMed.run(arguments), printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
      before.print(printed.toString(StandardCharsets.UTF_8));
    }
  }

  /** What a command that must succeed prints to its standard output. */
  static synchronized String printed(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      requireDone(arguments);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Runs a command that must succeed. */
  public static void requireDone(String... arguments) {
    Outcome outcome = run(arguments);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  /** Copies a folder and all that is in it. */
  public static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** The arguments of a job that is over in seconds. */
  public static String[] quick(
      String command, Path corpus, Path work, Path secret, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                command,
                "--corpus",
                corpus.toString(),
                "--work",
                work.toString(),
                "--secret",
                secret.toString(),
                "--recipe",
                "phantom"));
    all.addAll(
        List.of(
            sets(
                "encoder.output-stride=16",
                "objective.graph-matching.graph-size=16",
                "pretrain.batch-per-worker=16",
                "pretrain.averaging-period=1",
                "pretrain.epochs=1",
                "evaluate.trials=2",
                "evaluate.input-size=0",
                "evaluate.resamples=20")));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  /** The options that override these keys. */
  public static String[] sets(String... keysAndValues) {
    return Stream.of(keysAndValues).flatMap(set -> Stream.of("--set", set)).toArray(String[]::new);
  }

  public static void writePhantoms(Path corpus) throws IOException {
    new PhantomCorpus(new PhantomSettings(1, 12, 48, 2, 2))
        .write(
            path -> {
              Path file = corpus.resolve(path);
              Files.createDirectories(file.getParent());
              return Files.newOutputStream(file);
            });
  }

  public static Path writeSecret(Path folder) throws IOException {
    return Files.writeString(folder.resolve("secret"), "a secret for tests alone, of no worth");
  }
}
