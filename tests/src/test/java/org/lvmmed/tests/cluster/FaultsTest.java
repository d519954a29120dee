package org.lvmmed.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.tests.Commands;

/**
 * Kills executors, and every tenth time the driver, as often as {@code -Dfaults=N} says, in all
 * jobs of the pipeline one after another. For somebody who waits: a fault takes some ten seconds.
 */
@EnabledIfSystemProperty(named = "faults", matches = "[1-9]\\d*")
class FaultsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DRIVER_EVERY = 10;
  private static final int SHORTEST_MILLIS = 5_000;
  private static final int LONGEST_MILLIS = 15_000;

  /** Spark gives up on what fails again and again; that is not what is looked at here. */
  private static final Map<String, String> PATIENT =
      Map.of(
          "spark.deploy.maxExecutorRetries", "-1",
          "spark.task.maxFailures", "1000",
          "spark.stage.maxConsecutiveAttempts", "1000");

  @TempDir Path folder;
  private final Random random = new Random(1);
  private Path corpus;
  private Path secret;
  private int left = Integer.getInteger("faults", 0);
  private int executors;
  private int drivers;

  @Test
  void whateverIsKilledTheResultIsThatOfAnUndisturbedRun() throws Exception {
    corpus = folder.resolve("corpus");
    secret = Commands.writeSecret(folder);
    Commands.writePhantoms(corpus);
    Path undisturbed = folder.resolve("undisturbed");
    Instant began = Instant.now();
    SparkSubmit.Outcome outcome = start(undisturbed).await();
    Duration alone = Duration.between(began, Instant.now());
    assertThat(outcome.exit()).as(outcome.printed()).isZero();

    Duration disturbed = Duration.ZERO;
    int runs = 0;
    while (left > 0) {
      Path work = folder.resolve("disturbed-" + ++runs);
      began = Instant.now();
      disturb(work);
      disturbed = disturbed.plus(Duration.between(began, Instant.now()));

      assertThat(inputs(work)).isEqualTo(inputs(undisturbed));
      assertThat(encoder(work)).isEqualTo(encoder(undisturbed));
      assertThat(results(work)).isEqualTo(results(undisturbed));
    }
    System.out.printf(
        "faults: %d executors and %d drivers killed in %d runs; %d s undisturbed, %d s disturbed,"
            + " %.1f s lost per fault%n",
        executors,
        drivers,
        runs,
        alone.toSeconds(),
        disturbed.toSeconds(),
        (disturbed.toSeconds() - runs * (double) alone.toSeconds()) / (executors + drivers));
  }

  /** Until the pipeline is through; when all faults have been spent, in peace. */
  private void disturb(Path work) throws Exception {
    SparkSubmit.Running run = start(work);
    while (true) {
      Thread.sleep(SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS));
      if (left == 0 || !run.process().isAlive()) {
        SparkSubmit.Outcome outcome = run.await();
        assertThat(outcome.exit()).as(outcome.printed()).isZero();
        return;
      }
      if ((executors + drivers) % DRIVER_EVERY == DRIVER_EVERY - 1) {
        TwoExecutors.killDriver(run);
        drivers++;
        left--;
        run = start(work);
      } else if (TwoExecutors.killAny(run, random)) {
        executors++;
        left--;
      }
    }
  }

  private SparkSubmit.Running start(Path work) throws IOException {
    String[] sets =
        Commands.sets(
            "objective.graph-matching.graph-size=8",
            "pretrain.workers=4",
            "pretrain.batch-per-worker=8",
            "pretrain.epochs=4",
            "pretrain.checkpoint-every=1");
    return TwoExecutors.with(folder, PATIENT)
        .start(Commands.quick("pipeline", corpus, work, secret, sets));
  }

  /** Hashes of what pretraining read: the rows and their neighbours. */
  private static JsonNode inputs(Path work) throws IOException {
    return JSON.readTree(work.resolve("pretrain/provenance.json").toFile()).get("inputs");
  }

  private static byte[] encoder(Path work) throws IOException {
    return Files.readAllBytes(work.resolve("pretrain/encoder/encoder.safetensors"));
  }

  /** All but how long it took. */
  private static JsonNode results(Path work) throws IOException {
    JsonNode results = JSON.readTree(work.resolve("evaluation/results.json").toFile());
    results.forEach(row -> ((ObjectNode) row).remove("seconds"));
    return results;
  }
}
