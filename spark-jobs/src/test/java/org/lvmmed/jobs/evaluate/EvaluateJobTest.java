package org.lvmmed.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.LocalSpark;
import org.lvmmed.jobs.SmallCorpus;
import org.lvmmed.jobs.SmallCorpus.Place;
import org.lvmmed.jobs.encoders.InferenceSettings;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings.OwnEncoder;
import org.lvmmed.jobs.evaluate.settings.HeadsSettings;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.export.EncoderWeights;
import org.lvmmed.model.export.NamedTensor;
import org.lvmmed.model.export.Safetensors;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.probe.KnnClassifier;
import org.lvmmed.model.probe.LinearProbe;

class EvaluateJobTest {

  private static final EncoderSettings TINY = new EncoderSettings(Architecture.RESNET18, 32, 16);
  private static SparkSession spark;

  /** One evaluation serves several tests: encoders are the costly part. */
  @TempDir static Path evaluated;

  private static EvaluateResult result;

  @BeforeAll
  static void evaluate() throws IOException {
    spark = LocalSpark.session();
    corpus().write(spark, evaluated);
    writeEncoder(evaluated.resolve("pretrain/encoder"), 5);
    writeEncoder(evaluated.resolve("elsewhere"), 6);
    writeAsOthersDo(evaluated.resolve("elsewhere"));
    result = run(evaluated, settings(2, OwnEncoder.values()), other());
  }

  private static Map<String, String> other() {
    return Map.of("other", uri(evaluated.resolve("elsewhere/model.safetensors")));
  }

  @Test
  void everyDatasetEncoderAndProtocolIsInTheResultsWithItsTrials() throws IOException {
    assertThat(result.tasks()).containsExactly("shapes", "tones");
    assertThat(result.failures()).isEmpty();
    List<JsonNode> rows = results(evaluated);
    assertThat(rows).hasSize(2 * 3 * 2 * 5);
    for (JsonNode row : rows) {
      assertThat(row.properties())
          .extracting(Map.Entry::getKey)
          .containsExactly(
              "dataset",
              "protocol",
              "encoder",
              "metric",
              "mean",
              "std",
              "trials",
              "values",
              "ci95",
              "n_test",
              "seconds");
      assertThat(row.get("trials").asInt()).isEqualTo(2).isEqualTo(row.get("values").size());
      assertThat(row.get("n_test").asInt()).isEqualTo(8);
      double mean = (row.get("values").get(0).asDouble() + row.get("values").get(1).asDouble()) / 2;
      assertThat(row.get("mean").asDouble()).isCloseTo(mean, within(1e-9)).isBetween(-1.0, 1.0);
      assertThat(row.get("ci95").get(0).asDouble())
          .isLessThanOrEqualTo(row.get("ci95").get(1).asDouble());
    }
    assertThat(find(rows, "tones", "linear", "random", "accuracy").get("mean").asDouble())
        .isGreaterThan(0.9);
  }

  @Test
  void finishedUnitsAreNotDoneAgainAndALostOneIs() throws IOException {
    String before = Files.readString(evaluated.resolve("evaluation/results.json"));
    try (Stream<Path> units = Files.list(evaluated.resolve("evaluation/units"))) {
      Files.delete(units.filter(u -> u.toString().endsWith("json")).sorted().toList().get(3));
    }

    EvaluateResult again = run(evaluated, settings(2, OwnEncoder.values()), other());

    assertThat(again.unitsDone()).isEqualTo(1);
    assertThat(again.unitsKept()).isEqualTo(23);
    assertThat(withoutSeconds(Files.readString(evaluated.resolve("evaluation/results.json"))))
        .isEqualTo(withoutSeconds(before));
  }

  @Test
  void theMapShowsASampleOfEveryDataset() throws IOException {
    JsonNode points =
        new ObjectMapper().readTree(evaluated.resolve("evaluation/embedding.json").toFile());

    assertThat(points).hasSize(30);
    assertThat(points)
        .extracting(point -> point.get("dataset").asText())
        .containsOnly("shapes", "tones", "unlabelled");
    assertThat(points)
        .allSatisfy(
            point ->
                assertThat(point.properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly(
                        "encoder", "image_id", "dataset", "modality", "split", "label", "x", "y"));
  }

  @Test
  void anEncoderThatHasDivergedCostsItsOwnUnitsAlone(@TempDir Path work) throws IOException {
    corpus().write(spark, work);
    writeEncoder(work.resolve("pretrain/encoder"), Double.NaN);

    EvaluateResult found = run(work, settings(1, OwnEncoder.values()), Map.of());

    assertThat(found.failures())
        .hasSize(4)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .contains("of pretrained on")
                    .contains("the encoder's features are not finite"));
    assertThat(results(work)).extracting(row -> row.get("encoder").asText()).containsOnly("random");
  }

  @Test
  void whatCannotBeEvaluatedIsRefusedWithTheReason(@TempDir Path work) throws IOException {
    SmallCorpus unlabelled = new SmallCorpus();
    unlabelled.add(Place.of("plain", "train", null), (x, y) -> x);
    unlabelled.write(spark, work);

    assertThatThrownBy(() -> run(work, settings(1, OwnEncoder.RANDOM), Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Nothing to evaluate on: no dataset of the corpus has labels");

    corpus().write(spark, work);
    assertThatThrownBy(() -> run(work, settings(1, OwnEncoder.PRETRAINED), Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("No encoder at ")
        .hasMessageEndingWith("pretrain one, or name another");
  }

  private static EvaluateResult run(Path work, EvaluateSettings settings, Map<String, String> named)
      throws IOException {
    WorkFiles files = new WorkFiles(uri(work), new Configuration());
    return new EvaluateJob(spark, files, settings, TINY, named).run();
  }

  private static String uri(Path path) {
    return path.toUri().toString();
  }

  private static EvaluateSettings settings(int trials, OwnEncoder... encoders) {
    return new EvaluateSettings(
        List.of(encoders),
        List.of(Protocol.KNN, Protocol.LINEAR),
        List.of(),
        new EvaluateSettings.Sampling(trials, 0.9, 50, 1000, 30, 1, 1000),
        new KnnClassifier(5, 0.1),
        new LinearProbe(List.of(1e-3, 1e-1)),
        new InferenceSettings(Compute.cpu("torch"), 0, 8, 20),
        new HeadsSettings(Map.of(), List.of()),
        1);
  }

  private static SmallCorpus corpus() {
    Random random = new Random(3);
    SmallCorpus corpus = new SmallCorpus();
    for (int i = 0; i < 28; i++) {
      String split = i < 16 ? "train" : i < 20 ? "val" : "test";
      corpus.add(
          Place.of("tones", split, i % 2 == 0 ? "dark" : "bright"), tone(random, i % 2 * 0.6));
      corpus.add(Place.of("shapes", split, i % 4 < 2 ? "disc" : "bars"), shape(random, i % 4 < 2));
      corpus.add(Place.of("unlabelled", "train", null), tone(random, random.nextDouble()));
    }
    return corpus;
  }

  private static DoubleBinaryOperator tone(Random random, double level) {
    double shift = 0.1 * random.nextDouble();
    return (x, y) -> level + shift + 0.2 * x * y;
  }

  private static DoubleBinaryOperator shape(Random random, boolean disc) {
    double x = 0.3 + 0.4 * random.nextDouble();
    return disc ? (u, v) -> Math.hypot(u - x, v - 0.5) < 0.25 ? 1 : 0 : (u, v) -> (u + x) * 8 % 2;
  }

  /** Random weights; times NaN, a diverged encoder. */
  private static void writeEncoder(Path folder, double seedOrNaN) throws IOException {
    Files.createDirectories(folder);
    EncoderModel encoder = EncoderModel.untrained(TINY, Preprocess.standard(32), (long) seedOrNaN);
    if (Double.isNaN(seedOrNaN)) {
      java.util.Arrays.fill(encoder.parameters(), Float.NaN);
    }
    try (OutputStream out = Files.newOutputStream(folder.resolve("encoder.safetensors"))) {
      EncoderWeights.write(encoder, out);
    }
    Files.writeString(folder.resolve("preprocess.json"), Preprocess.standard(32).toJson());
  }

  /** The same weights without our metadata, with a classifier and counters beside them. */
  private static void writeAsOthersDo(Path folder) throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve("encoder.safetensors"));
        OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
      List<NamedTensor> tensors = new ArrayList<>(Safetensors.read(in).tensors());
      tensors.add(new NamedTensor("fc.weight", new int[] {2, 3}, new float[6]));
      tensors.add(new NamedTensor("bn1.num_batches_tracked", new int[] {1}, new float[] {9}));
      new Safetensors(Map.of("format", "pt"), tensors).write(out);
    }
  }

  private static List<JsonNode> results(Path work) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    new ObjectMapper()
        .readTree(work.resolve("evaluation/results.json").toFile())
        .forEach(rows::add);
    return rows;
  }

  private static JsonNode find(
      List<JsonNode> rows, String dataset, String protocol, String encoder, String metric) {
    return rows.stream()
        .filter(row -> row.get("dataset").asText().equals(dataset))
        .filter(row -> row.get("protocol").asText().equals(protocol))
        .filter(row -> row.get("encoder").asText().equals(encoder))
        .filter(row -> row.get("metric").asText().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  private static String withoutSeconds(String json) {
    return json.replaceAll("\"seconds\" : [0-9.E-]+", "");
  }
}
