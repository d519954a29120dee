package org.lvmmed.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.tests.Commands;

/**
 * Heads on executors that are processes of their own, one of which is killed at work. Here with
 * Deeplearning4j, as {@link LostProcessTest} has torch.
 */
class LostHeadTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void anExecutorKilledUnderAHeadCostsThatHeadAlone() throws Exception {
    Path corpus = folder.resolve("corpus");
    Path secret = Commands.writeSecret(folder);
    Path work = folder.resolve("work");
    Commands.writePhantoms(corpus);
    Commands.requireDone(arguments("ingest", corpus, work, secret));

    SparkSubmit.Running run =
        TwoExecutors.with(folder, Map.of()).start(arguments("evaluate", corpus, work, secret));
    TwoExecutors.await(run, () -> !units(work).isEmpty());
    Map<Path, FileTime> finished = units(work);
    TwoExecutors.killOneAtWork(run);
    SparkSubmit.Outcome outcome = run.await();

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(outcome.printed()).contains("Lost executor").containsPattern(TwoExecutors.LOST_TASK);
    assertThat(accuracies(work))
        .containsOnlyKeys("phantom_brain_mri", "phantom_chest_xray")
        .allSatisfy((dataset, trials) -> assertThat(trials).hasSize(3));
    assertThat(units(work)).as("is not trained again").containsAllEntriesOf(finished);
    assertThat(JSON.readTree(work.resolve("evaluation/failures.json").toFile())).isEmpty();
  }

  /**
   * Six heads: three trials on each of two datasets. When the first is done, at least one has not
   * been begun, so the next task that starts is a head.
   */
  private static String[] arguments(String command, Path corpus, Path work, Path secret) {
    String[] sets =
        Commands.sets(
            "encoder.engine=dl4j",
            "evaluate.encoders=random",
            "evaluate.tasks=phantom_brain_mri,phantom_chest_xray",
            "evaluate.protocols=finetune",
            "evaluate.head-trials=3",
            "evaluate.finetune.input-size=32",
            "evaluate.finetune.batch=8",
            "evaluate.finetune.steps=8");
    return Commands.quick(command, corpus, work, secret, sets);
  }

  /** The outcomes that lie there, and when they were written. */
  private static Map<Path, FileTime> units(Path work) throws IOException {
    Path units = work.resolve("evaluation/units");
    Map<Path, FileTime> written = new TreeMap<>();
    if (Files.exists(units)) {
      try (Stream<Path> files = Files.list(units)) {
        for (Path file : files.filter(LostHeadTest::isOutcome).toList()) {
          written.put(file, Files.getLastModifiedTime(file));
        }
      }
    }
    return written;
  }

  private static boolean isOutcome(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("finetune-") && name.endsWith(".json");
  }

  /** Of every trial, by dataset. */
  private static Map<String, JsonNode> accuracies(Path work) throws IOException {
    Map<String, JsonNode> values = new TreeMap<>();
    for (JsonNode row : JSON.readTree(work.resolve("evaluation/results.json").toFile())) {
      if (row.get("metric").asText().equals("accuracy")) {
        values.put(row.get("dataset").asText(), row.get("values"));
      }
    }
    return values;
  }
}
