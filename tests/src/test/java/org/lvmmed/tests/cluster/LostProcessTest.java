package org.lvmmed.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.metrics.TrainingPlugin;
import org.lvmmed.tests.Commands;

/**
 * Pretraining with four logical workers on executors that are processes of their own, tasks delayed
 * at random and what Spark keeps on disks encrypted: whoever is killed, the encoder has the bits of
 * a run in one JVM that nobody disturbed.
 */
class LostProcessTest {

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
    TwoExecutors.killOneAtWork(run);
    awaitRounds(disturbed, 2, run);
    TwoExecutors.killDriver(run);
    String lost = Files.readString(run.log());
    boolean finished = Files.exists(disturbed.resolve("pretrain/encoder"));
    SparkSubmit.Outcome outcome = executors().run(pretrain);

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(encoder(disturbed)).isEqualTo(encoder(undisturbed));
    assertThat(lost).contains("Lost executor").containsPattern(TwoExecutors.LOST_TASK);
    assertThat(finished).as("finished before the driver was killed").isFalse();
    assertThat(outcome.printed()).containsPattern("going on after round [23]");
    assertThat(outcome.printed())
        .containsPattern("WARN.*executor 1: heap .*lower pretrain.cache-size");
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
    Map<String, String> properties = new TreeMap<>();
    properties.put(
        "spark.plugins", RandomDelays.class.getName() + "," + TrainingPlugin.class.getName());
    properties.put("spark.io.encryption.enabled", "true");
    properties.put(
        "spark.metrics.conf.driver.sink.csv.class", "org.apache.spark.metrics.sink.CsvSink");
    properties.put("spark.metrics.conf.driver.sink.csv.period", "1");
    properties.put(
        "spark.metrics.conf.driver.sink.csv.directory",
        Files.createDirectories(folder.resolve("metrics")).toString());
    return TwoExecutors.with(folder, properties);
  }

  /** Four rounds of four workers, each with a checkpoint; more cache than the heap has. */
  private static String[] arguments(String command, Path corpus, Path work, Path secret) {
    String[] sets =
        Commands.sets(
            "objective.graph-matching.graph-size=8",
            "pretrain.workers=4",
            "pretrain.batch-per-worker=8",
            "pretrain.epochs=2",
            "pretrain.checkpoint-every=1",
            "pretrain.cache-size=64 GiB",
            "pretrain.probe-every=0");
    return Commands.quick(command, corpus, work, secret, sets);
  }

  /** The checkpoint is the last that a round leaves behind. */
  private static void awaitRounds(Path work, int rounds, SparkSubmit.Running run) throws Exception {
    Path manifest = work.resolve("pretrain/checkpoints/round-%06d/manifest.json".formatted(rounds));
    TwoExecutors.await(run, () -> Files.exists(manifest));
  }

  private static byte[] encoder(Path work) throws IOException {
    return Files.readAllBytes(work.resolve("pretrain/encoder/encoder.safetensors"));
  }
}
