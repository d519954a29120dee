package org.lvmmed.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From raw images to an evaluated encoder, on phantoms; up to the encoder twice with one seed. */
class PipelineTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static Path corpus;
  private static Path secret;
  private static Path work;

  @BeforeAll
  static void runThePipelineOnce() throws IOException {
    corpus = folder.resolve("corpus");
    work = folder.resolve("work");
    secret = Commands.writeSecret(folder);
    Commands.writePhantoms(corpus);

    Commands.requireDone(Commands.quick("pipeline", corpus, work, secret));
  }

  @Test
  void everyStepLeavesWhatTheDesignNames() {
    for (String name :
        List.of(
            "corpus/provenance.json",
            "similarity/provenance.json",
            "pretrain/config.json",
            "pretrain/metrics.jsonl",
            "pretrain/encoder/encoder.safetensors",
            "pretrain/encoder/encoder.onnx",
            "pretrain/encoder/preprocess.json",
            "pretrain/encoder/card.md",
            "pretrain/plan",
            "pretrain/matchings.json",
            "evaluation/results.json",
            "report/index.html")) {
      assertThat(work.resolve(name)).exists();
    }
  }

  @Test
  void resultsHoldBothProtocolsForThePretrainedAndTheRandomEncoder() throws IOException {
    List<String> rows = new ArrayList<>();
    for (JsonNode row : JSON.readTree(work.resolve("evaluation/results.json").toFile())) {
      if (row.get("metric").asText().equals("accuracy")) {
        rows.add(text(row, "dataset") + " " + text(row, "protocol") + " " + text(row, "encoder"));
        assertThat(row.get("mean").asDouble()).isBetween(0.0, 1.0);
        assertThat(row.get("values")).hasSize(2);
      }
    }
    assertThat(rows)
        .contains(
            "phantom_brain_mri knn pretrained",
            "phantom_brain_mri knn random",
            "phantom_brain_mri linear pretrained",
            "phantom_brain_mri linear random");
  }

  @Test
  void metricsNameWhatTheDesignNames() throws IOException {
    for (JsonNode line : metrics(work)) {
      assertThat(line.fieldNames())
          .toIterable()
          .contains(
              "round",
              "epoch",
              "images",
              "loss",
              "lr",
              "match_accuracy",
              "cos_z",
              "cos_zhat",
              "embedding_std",
              "effective_rank",
              "timing");
    }
  }

  @Test
  void matchingsAreKeptFromTheFirstRoundOnAndShown() throws IOException {
    JsonNode kept = JSON.readTree(work.resolve("pretrain/matchings.json").toFile());
    Set<String> ids = new HashSet<>();
    kept.get(0).get("image_ids").forEach(id -> ids.add(id.asText()));

    assertThat(kept.get(0).get("round").asInt()).isEqualTo(1);
    assertThat(ids)
        .hasSize(kept.get(0).get("permutation").size())
        .allMatch(id -> id.length() == 32);
    assertThat(Files.readString(work.resolve("report/index.html"))).contains("Round 1: ");
  }

  @Test
  void theSameSeedGivesTheSameMetricsAndTheSameEncoderBitForBit() throws IOException {
    Path again = folder.resolve("again");

    for (String step : List.of("ingest", "similarity", "pretrain")) {
      Commands.requireDone(Commands.quick(step, corpus, again, secret));
    }

    assertThat(withoutTiming(again)).isEqualTo(withoutTiming(work));
    assertThat(again.resolve("pretrain/encoder/encoder.safetensors"))
        .hasSameBinaryContentAs(work.resolve("pretrain/encoder/encoder.safetensors"));
  }

  @Test
  void aSecondRunInTheSameFolderDoesNothingAgain() throws IOException {
    String before = Files.readString(work.resolve("pretrain/provenance.json"));

    Commands.Outcome outcome = Commands.run(Commands.quick("pretrain", corpus, work, secret));

    assertThat(outcome.exit()).isZero();
    assertThat(Files.readString(work.resolve("pretrain/provenance.json"))).isEqualTo(before);
  }

  @Test
  void otherSettingsInTheSameFolderAreRefusedByName() {
    Commands.Outcome outcome =
        Commands.run(
            Commands.quick(
                "pretrain", corpus, work, secret, "--set", "pretrain.learning-rate=5e-4"));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("pretrain.learning-rate: was 0.002, is 0.0005");
  }

  @Test
  void theLastCheckpointIsExportedAsTheRunsOwnEncoder() {
    Path to = folder.resolve("exported");

    Commands.requireDone("export", "--work", work.toString(), "--to", to.toString(), "--full");

    for (String file : List.of("encoder.safetensors", "preprocess.json", "head.safetensors")) {
      assertThat(to.resolve(file))
          .hasSameBinaryContentAs(work.resolve("pretrain/encoder").resolve(file));
    }
    assertThat(to.resolve("encoder.onnx")).isNotEmptyFile();
    assertThat(to.resolve("optimiser.safetensors")).isNotEmptyFile();
    assertThat(work.resolve("pretrain/encoder/optimiser.safetensors")).doesNotExist();
    assertThat(to.resolve("card.md")).content().contains("## Results", "| k-NN |");
  }

  @Test
  void aCheckpointThatIsNotThereIsNamedBesideThoseThatAre() {
    String to = folder.resolve("no").toString();

    Commands.Outcome outcome =
        Commands.run(
            "export", "--work", work.toString(), "--to", to, "--checkpoint", "round-999999");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("round-999999", "there are: [round-");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  private static List<JsonNode> metrics(Path work) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(work.resolve("pretrain/metrics.jsonl"))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static List<JsonNode> withoutTiming(Path work) throws IOException {
    List<JsonNode> lines = metrics(work);
    lines.forEach(line -> ((ObjectNode) line).remove("timing"));
    return lines;
  }

  private static String text(JsonNode row, String field) {
    return row.get(field).asText();
  }
}
