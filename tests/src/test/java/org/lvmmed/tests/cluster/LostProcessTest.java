package org.lvmmed.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.tests.Commands;

/**
 * Pretraining with four logical workers on executors that are processes of their own, tasks delayed
 * at random: whoever is killed, the encoder has the same bits in the end.
 */
class LostProcessTest {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir static Path folder;
  private static Path corpus;
  private static Path secret;
  private static byte[] undisturbed;

  @BeforeAll
  static void pretrainUndisturbed() throws Exception {
    corpus = folder.resolve("corpus");
    secret = Commands.writeSecret(folder);
    Commands.writePhantoms(corpus);
    Path work = folder.resolve("undisturbed");
    requireDone(oneJvm().run(arguments("ingest", work)));
    copy(work.resolve("corpus"), folder.resolve("ingested"));
    requireDone(oneJvm().run(arguments("pretrain", work)));
    undisturbed = encoder(work);
  }

  @Test
  void anExecutorKilledInTheMiddleOfARoundChangesNoBit() throws Exception {
    Path work = prepared("executor");
    SparkSubmit.Running run = executors().start(arguments("pretrain", work));

    awaitRounds(work, 1, run);
    ProcessHandle victim = executor(run.process());
    victim.destroyForcibly();

    requireDone(run.await());
    assertThat(encoder(work)).isEqualTo(undisturbed);
  }

  @Test
  void aDriverKilledBetweenTwoRoundsChangesNoBitOnceItIsStartedAgain() throws Exception {
    Path work = prepared("driver");
    SparkSubmit.Running run = oneJvm().start(arguments("pretrain", work));

    awaitRounds(work, 2, run);
    run.process().descendants().forEach(ProcessHandle::destroyForcibly);
    run.process().destroyForcibly().waitFor();
    assertThat(work.resolve("pretrain/encoder")).doesNotExist();

    requireDone(oneJvm().run(arguments("pretrain", work)));
    assertThat(encoder(work)).isEqualTo(undisturbed);
  }

  private static SparkSubmit oneJvm() {
    return new SparkSubmit(folder, "local", Map.of("spark.master", "local[2]"));
  }

  private static SparkSubmit executors() {
    String classes =
        Path.of(RandomDelays.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString();
    return new SparkSubmit(
        folder,
        "local",
        Map.of(
            "spark.master", "local-cluster[2,1,1024]",
            "spark.executor.memory", "1g",
            "spark.driver.memory", "1536m",
            "spark.plugins", RandomDelays.class.getName(),
            "spark.driver.extraClassPath", classes,
            "spark.executor.extraClassPath", classes,
            "spark.executorEnv.OMP_NUM_THREADS", "1",
            "spark.executor.defaultJavaOptions",
                "-Dorg.eclipse.deeplearning4j.helpers.disable=false"));
  }

  /** Four rounds of four workers, each with a checkpoint. */
  private static String[] arguments(String command, Path work) {
    List<String> sets = new ArrayList<>();
    for (String set :
        List.of(
            "objective.graph-size=8",
            "pretrain.workers=4",
            "pretrain.batch-per-worker=8",
            "pretrain.epochs=2",
            "pretrain.checkpoint-every=1",
            "pretrain.probe-every=0")) {
      sets.addAll(List.of("--set", set));
    }
    return Commands.quick(command, corpus, work, secret, sets.toArray(String[]::new));
  }

  /** A work folder with the corpus and nothing else. */
  private static Path prepared(String name) throws IOException {
    Path work = folder.resolve(name);
    copy(folder.resolve("ingested"), work.resolve("corpus"));
    return work;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static void awaitRounds(Path work, int rounds, SparkSubmit.Running run) throws Exception {
    Path metrics = work.resolve("pretrain/metrics.jsonl");
    Instant end = Instant.now().plus(PATIENCE);
    while (!Files.exists(metrics) || Files.readAllLines(metrics).size() < rounds) {
      assertThat(run.process().isAlive()).as(Files.readString(run.log())).isTrue();
      assertThat(Instant.now()).as("rounds done").isBefore(end);
      Thread.sleep(50);
    }
  }

  private static ProcessHandle executor(Process driver) {
    return driver
        .descendants()
        .filter(
            p ->
                Stream.of(p.info().arguments().orElse(new String[0]))
                    .anyMatch(a -> a.endsWith("CoarseGrainedExecutorBackend")))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] encoder(Path work) throws IOException {
    return Files.readAllBytes(work.resolve("pretrain/encoder/encoder.safetensors"));
  }

  private static void requireDone(SparkSubmit.Outcome outcome) {
    assertThat(outcome.exit()).as(outcome.printed()).isZero();
  }
}
