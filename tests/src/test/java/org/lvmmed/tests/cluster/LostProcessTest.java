package org.lvmmed.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.metrics.TrainingPlugin;
import org.lvmmed.tests.Commands;

/**
 * Pretraining with four logical workers on executors that are processes of their own, tasks delayed
 * at random: whoever is killed, the encoder has the bits of a run in one JVM that nobody disturbed.
 */
class LostProcessTest {

  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Pattern STARTED =
      Pattern.compile("Starting task \\S+ in stage \\S+ \\(TID \\d+\\) \\([^,]+, executor (\\d+),");

  /** Spark says it in one of two ways, by how the loss came to its ears. */
  private static final Pattern LOST_TASK =
      Pattern.compile("(?i)task \\S+ in stage \\S+ .*(ExecutorLostFailure|its executor exited)");

  @TempDir Path folder;

  @Test
  void anExecutorKilledInARoundAndTheDriverKilledBetweenTwoChangeNoBit() throws Exception {
    Path corpus = folder.resolve("corpus");
    Path secret = Commands.writeSecret(folder);
    Path undisturbed = folder.resolve("undisturbed");
    Path disturbed = folder.resolve("disturbed");
    Commands.writePhantoms(corpus);
    Commands.requireDone(arguments("ingest", corpus, undisturbed, secret));
    Commands.copy(undisturbed.resolve("corpus"), disturbed.resolve("corpus"));
    Commands.requireDone(arguments("pretrain", corpus, undisturbed, secret));
    String[] pretrain = arguments("pretrain", corpus, disturbed, secret);

    SparkSubmit.Running run = executors().start(pretrain);
    awaitRounds(disturbed, 1, run);
    killAnExecutorAtWork(run);
    awaitRounds(disturbed, 2, run);
    kill(run.process());
    String lost = Files.readString(run.log());
    boolean finished = Files.exists(disturbed.resolve("pretrain/encoder"));
    SparkSubmit.Outcome outcome = executors().run(pretrain);

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(encoder(disturbed)).isEqualTo(encoder(undisturbed));
    assertThat(lost).contains("Lost executor").containsPattern(LOST_TASK);
    assertThat(finished).as("finished before the driver was killed").isFalse();
    assertThat(outcome.printed()).containsPattern("going on after round [23]");
    assertThat(gauge("loss")).isNotNaN().isGreaterThan(0);
    assertThat(gauge("round")).isEqualTo(4);
  }

  /** The last value of one of our gauges that Spark's metrics have written. */
  private double gauge(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("metrics"))) {
      Path file =
          files
              .filter(
                  f -> f.toString().endsWith(TrainingPlugin.class.getName() + "." + name + ".csv"))
              .max(Comparator.comparingLong(f -> f.toFile().lastModified()))
              .orElseThrow();
      List<String> lines = Files.readAllLines(file);
      String last = lines.get(lines.size() - 1);
      return Double.parseDouble(last.substring(last.indexOf(',') + 1));
    }
  }

  private SparkSubmit executors() throws IOException {
    String classes =
        Path.of(RandomDelays.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString();
    Map<String, String> properties = new TreeMap<>();
    properties.put("spark.master", "local-cluster[2,1,1024]");
    properties.put("spark.executor.memory", "1g");
    properties.put("spark.driver.memory", "1536m");
    properties.put(
        "spark.plugins", RandomDelays.class.getName() + "," + TrainingPlugin.class.getName());
    properties.put("spark.driver.extraClassPath", classes);
    properties.put("spark.executor.extraClassPath", classes + ":" + SparkSubmit.jar());
    properties.put("spark.executorEnv.OMP_NUM_THREADS", "1");
    properties.put(
        "spark.executor.defaultJavaOptions", "-Dorg.eclipse.deeplearning4j.helpers.disable=false");
    properties.put(
        "spark.metrics.conf.driver.sink.csv.class", "org.apache.spark.metrics.sink.CsvSink");
    properties.put("spark.metrics.conf.driver.sink.csv.period", "1");
    properties.put(
        "spark.metrics.conf.driver.sink.csv.directory",
        Files.createDirectories(folder.resolve("metrics")).toString());
    return new SparkSubmit(folder, "local", properties);
  }

  /** Four rounds of four workers, each with a checkpoint. */
  private static String[] arguments(String command, Path corpus, Path work, Path secret) {
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

  /** The checkpoint is the last that a round leaves behind. */
  private static void awaitRounds(Path work, int rounds, SparkSubmit.Running run) throws Exception {
    Path manifest = work.resolve("pretrain/checkpoints/round-%06d/manifest.json".formatted(rounds));
    await(run, () -> Files.exists(manifest));
  }

  /** Waits for the next round's first task, and kills the executor that runs it. */
  private static void killAnExecutorAtWork(SparkSubmit.Running run) throws Exception {
    int before = started(run).size();
    await(run, () -> started(run).size() > before);
    String executor = started(run).get(before).group(1);
    ProcessHandle victim =
        run.process()
            .descendants()
            .filter(process -> isExecutor(process, executor))
            .findFirst()
            .orElseThrow();
    assertThat(victim.destroyForcibly()).isTrue();
  }

  private static List<MatchResult> started(SparkSubmit.Running run) throws IOException {
    return STARTED.matcher(Files.readString(run.log())).results().toList();
  }

  private static boolean isExecutor(ProcessHandle process, String id) {
    List<String> arguments = Arrays.asList(process.info().arguments().orElse(new String[0]));
    int option = arguments.indexOf("--executor-id");
    return option >= 0 && arguments.get(option + 1).equals(id);
  }

  private static void kill(Process driver) throws InterruptedException {
    try (Stream<ProcessHandle> executors = driver.descendants()) {
      executors.forEach(ProcessHandle::destroyForcibly);
    }
    driver.destroyForcibly().waitFor();
  }

  private static void await(SparkSubmit.Running run, Callable<Boolean> reached) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!reached.call()) {
      assertThat(run.process().isAlive()).as(Files.readString(run.log())).isTrue();
      assertThat(Instant.now()).as("still waiting").isBefore(end);
      Thread.sleep(50);
    }
  }

  private static byte[] encoder(Path work) throws IOException {
    return Files.readAllBytes(work.resolve("pretrain/encoder/encoder.safetensors"));
  }
}
