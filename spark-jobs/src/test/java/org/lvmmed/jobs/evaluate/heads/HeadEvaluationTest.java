package org.lvmmed.jobs.evaluate.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
import org.lvmmed.jobs.SmallCorpus.Truth;
import org.lvmmed.jobs.encoders.InferenceSettings;
import org.lvmmed.jobs.evaluate.EvaluateJob;
import org.lvmmed.jobs.evaluate.EvaluateResult;
import org.lvmmed.jobs.evaluate.ResultRow;
import org.lvmmed.jobs.evaluate.samples.MaskPng;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings.OwnEncoder;
import org.lvmmed.jobs.evaluate.settings.HeadRecipe;
import org.lvmmed.jobs.evaluate.settings.HeadsSettings;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.evaluate.settings.Transfer;
import org.lvmmed.jobs.evaluate.unit.DetectionOutcome;
import org.lvmmed.jobs.evaluate.unit.HeadTask;
import org.lvmmed.jobs.evaluate.unit.SegmentationOutcome;
import org.lvmmed.jobs.evaluate.unit.UnitOutcome;
import org.lvmmed.jobs.io.CorpusTable;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.task.Task;
import org.lvmmed.jobs.task.Tasks;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.export.EncoderWeights;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.probe.KnnClassifier;
import org.lvmmed.model.probe.LinearProbe;

class HeadEvaluationTest {

  private static final EncoderSettings TINY = new EncoderSettings(Architecture.RESNET18, 32, 16);
  private static final List<Protocol> HEADS =
      List.of(Protocol.FINETUNE, Protocol.SEGMENTATION, Protocol.DETECTION);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static SparkSession spark;

  /** One evaluation serves several tests: training is the costly part. */
  @TempDir static Path evaluated;

  private static EvaluateResult result;

  @BeforeAll
  static void evaluate() throws IOException {
    spark = LocalSpark.session();
    corpus().write(spark, evaluated);
    result = run(evaluated, HEADS, List.of(), Map.of());
  }

  @Test
  void everyHeadIsTestedByTheMetricsOfItsKind() throws IOException {
    assertThat(result.tasks()).containsExactly("discs", "stacks", "tones");
    assertThat(rows(evaluated))
        .filteredOn(row -> row.encoder().equals("random"))
        .extracting(row -> row.dataset() + " " + row.protocol().title() + " " + row.metric())
        .containsOnly(
            "tones finetune accuracy",
            "tones finetune balanced_accuracy",
            "tones finetune macro_f1",
            "tones finetune auroc",
            "tones finetune kappa",
            "discs segmentation dice",
            "discs segmentation iou",
            "discs segmentation hd95",
            "discs>stacks segmentation dice",
            "discs>stacks segmentation iou",
            "discs>stacks segmentation hd95",
            "stacks segmentation dice",
            "stacks segmentation iou",
            "stacks segmentation hd95",
            "discs detection ap50",
            "discs detection ap");
  }

  @Test
  void aDescriptorIsFoundByTheNameThatADatasetGivesItself(@TempDir Path work) throws IOException {
    WorkFiles files = new WorkFiles(uri(work), new Configuration());
    corpus().write(spark, work);
    Tasks descriptors = Tasks.ofClassPath(HeadTasks.class.getClassLoader());
    Task published =
        descriptors.all().stream()
            .filter(t -> t.protocol() == Protocol.SEGMENTATION)
            .findFirst()
            .orElseThrow();
    files.writeText(
        "corpus/statistics.json",
        "{\"datasets\":{\"discs\":{\"name\":\"" + published.dataset() + "\"}}}");
    List<HeadTask> tasks =
        new HeadTasks(
                CorpusTable.read(spark, files),
                settings(List.of(Protocol.SEGMENTATION), List.of()),
                descriptors,
                DatasetNames.read(files))
            .find(List.of());
    assertThat(tasks).extracting(HeadTask::dataset).containsExactly("discs", "stacks");
    assertThat(tasks.get(0).recipe().inputSize()).isEqualTo(published.inputSize());
    assertThat(tasks.get(1).recipe().inputSize()).isEqualTo(32);
  }

  @Test
  void aVolumeIsACase() throws IOException {
    assertThat(rows(evaluated))
        .filteredOn(row -> row.dataset().equals("stacks") && row.metric().equals("dice"))
        .allSatisfy(row -> assertThat(row.testImages()).isEqualTo(2));
    UnitOutcome stacks = unit("segmentation-random-stacks");
    assertThat(stacks.segmentation().get(0).cases())
        .extracting(SegmentationOutcome.CaseScore::images)
        .containsExactly(3, 3);
  }

  @Test
  void resultsAreTheMeansOfWhatUnitsLeftBehind() throws IOException {
    double[] dice =
        unit("segmentation-random-discs").segmentation().get(0).cases().stream()
            .mapToDouble(SegmentationOutcome.CaseScore::dice)
            .toArray();
    ResultRow row =
        rows(evaluated).stream()
            .filter(r -> r.dataset().equals("discs") && r.metric().equals("dice"))
            .filter(r -> r.encoder().equals("random"))
            .findFirst()
            .orElseThrow();
    assertThat(dice).hasSize(4);
    assertThat(row.mean()).isCloseTo(Arrays.stream(dice).average().orElseThrow(), within(1e-12));
    assertThat(row.ci95()[0]).isLessThanOrEqualTo(row.mean());
    assertThat(row.ci95()[1]).isGreaterThanOrEqualTo(row.mean());
  }

  @Test
  void headsLeaveTheirCurveAndExamplesThatCanBeLookedAt() throws IOException {
    UnitOutcome discs = unit("segmentation-random-discs");
    assertThat(discs.curve()).isNotEmpty();
    SegmentationOutcome tested = discs.segmentation().get(0);
    assertThat(tested.examples())
        .hasSize(4)
        .allSatisfy(e -> assertThat(MaskPng.decode(e.truth()).height()).isEqualTo(48))
        .extracting(SegmentationOutcome.MaskExample::dice)
        .isSorted();
    DetectionOutcome boxes = unit("detection-random-discs").detection().get(0);
    assertThat(boxes.images()).hasSize(4);
    assertThat(boxes.images().get(0).truth())
        .as("a box without area is no object")
        .hasDimensions(1, 5);
  }

  @Test
  void aHeadThatDivergesCostsItsOwnUnitAloneAndFinishedOnesAreNotTrainedAgain(@TempDir Path work)
      throws IOException {
    corpusOf(evaluated, work);
    Files.delete(file(work, "segmentation-random-stacks"));
    writeBroken(work.resolve("broken"));

    EvaluateResult again =
        run(
            work,
            List.of(Protocol.SEGMENTATION),
            List.of(),
            Map.of("broken", uri(work.resolve("broken"))));

    assertThat(again.unitsKept()).isEqualTo(1);
    assertThat(again.unitsDone()).isEqualTo(1);
    assertThat(again.failures())
        .hasSize(2)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .startsWith("segmentation of broken on ")
                    .contains("Training diverged at step 0"));
    assertThat(Files.readString(work.resolve("evaluation/failures.json")))
        .contains("\"broken\"", "Training diverged at step 0");
    assertThat(rows(work).stream().map(HeadEvaluationTest::comparable))
        .as("the same seed gives the same head")
        .containsExactlyElementsOf(
            rows(evaluated).stream()
                .filter(row -> row.protocol() == Protocol.SEGMENTATION)
                .map(HeadEvaluationTest::comparable)
                .toList());
  }

  private static String comparable(ResultRow row) {
    return row.dataset() + row.encoder() + row.metric() + Arrays.toString(row.values());
  }

  @Test
  void aDatasetWithoutTheTruthThatIsAskedForIsRefused() {
    assertThatThrownBy(
            () -> run(evaluated, List.of(Protocol.DETECTION), List.of("stacks"), Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot evaluate on stacks: no such dataset in the corpus with boxes in both its train"
                + " and test split (evaluate.tasks, evaluate.protocols)");
  }

  /** The corpus and what has been evaluated on it, in another folder. */
  private static void corpusOf(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path copy = to.resolve(from.relativize(path));
        if (!Files.isDirectory(copy)) {
          Files.copy(path, copy);
        }
      }
    }
  }

  private static EvaluateResult run(
      Path work, List<Protocol> protocols, List<String> tasks, Map<String, String> named)
      throws IOException {
    EvaluateSettings settings = settings(protocols, tasks);
    WorkFiles files = new WorkFiles(uri(work), new Configuration());
    return new EvaluateJob(spark, files, settings, TINY, named).run();
  }

  private static EvaluateSettings settings(List<Protocol> protocols, List<String> tasks) {
    HeadRecipe recipe = new HeadRecipe(32, 1e-3, 1e-3, 1, 4, 2, 2, 5);
    HeadsSettings heads =
        new HeadsSettings(
            Map.of(
                Protocol.FINETUNE, recipe,
                Protocol.SEGMENTATION, recipe,
                Protocol.DETECTION, new HeadRecipe(64, 1e-3, 1e-3, 1, 4, 2, 2, 5)),
            List.of(new Transfer("discs", List.of("stacks"))));
    return new EvaluateSettings(
        List.of(OwnEncoder.RANDOM),
        protocols,
        tasks,
        new EvaluateSettings.Sampling(1, 0.9, 50, 1000, 0, 1, 1000),
        new KnnClassifier(5, 0.1),
        new LinearProbe(List.of(1e-3)),
        new InferenceSettings(Compute.cpu("torch"), 0, 8, 20),
        heads,
        1);
  }

  private static String uri(Path path) {
    return path.toUri().toString();
  }

  /** Discs with masks and boxes, volumes with masks, pictures with labels. */
  private static SmallCorpus corpus() {
    Random random = new Random(5);
    SmallCorpus corpus = new SmallCorpus();
    for (int i = 0; i < 12; i++) {
      String split = i < 6 ? "train" : i < 8 ? "val" : "test";
      double x = 0.35 + 0.3 * random.nextDouble();
      corpus.add(
          Place.of("discs", split, null),
          (u, v) -> disc(x, 0.5, 0.25).applyAsDouble(u, v) * 0.8 + 0.1,
          new Truth(
              0,
              disc(x, 0.5, 0.25),
              List.of(box(x, 0.25), new Object[] {9.0, 9.0, 9.0, 9.0, null})));
      double level = i % 2 * 0.6 + 0.2;
      corpus.add(Place.of("tones", split, i % 2 == 0 ? "dark" : "bright"), (u, v) -> level);
    }
    for (int volume = 0; volume < 6; volume++) {
      String split = volume < 3 ? "train" : volume < 4 ? "val" : "test";
      Place place = new Place("stacks", split, null, "patient " + volume, "series " + volume);
      for (int slice = 0; slice < 3; slice++) {
        double radius = 0.3 - 0.1 * slice;
        corpus.add(place, disc(0.5, 0.5, radius), new Truth(slice, disc(0.5, 0.5, radius), null));
      }
    }
    return corpus;
  }

  private static DoubleBinaryOperator disc(double x, double y, double radius) {
    return (u, v) -> Math.hypot(u - x, v - y) < radius ? 1 : 0;
  }

  private static Object[] box(double x, double radius) {
    double size = SmallCorpus.SIZE;
    return new Object[] {
      size * (x - radius), size * (0.5 - radius), size * (x + radius), size * (0.5 + radius), null
    };
  }

  /** An encoder that has diverged. */
  private static void writeBroken(Path folder) throws IOException {
    Files.createDirectories(folder);
    EncoderModel encoder = EncoderModel.untrained(TINY, Preprocess.standard(32), 1);
    Arrays.fill(encoder.parameters(), Float.NaN);
    try (OutputStream out = Files.newOutputStream(folder.resolve("encoder.safetensors"))) {
      EncoderWeights.write(encoder, out);
    }
    Files.writeString(folder.resolve("preprocess.json"), Preprocess.standard(32).toJson());
  }

  private static List<ResultRow> rows(Path work) throws IOException {
    List<JsonNode> nodes =
        JSON.readValue(work.resolve("evaluation/results.json").toFile(), new TypeReference<>() {});
    return nodes.stream().map(HeadEvaluationTest::row).toList();
  }

  private static ResultRow row(JsonNode node) {
    return JSON.convertValue(node, ResultRow.class);
  }

  private static Path file(Path work, String start) throws IOException {
    try (Stream<Path> units = Files.list(work.resolve("evaluation/units"))) {
      return units
          .filter(unit -> unit.getFileName().toString().startsWith(start))
          .findFirst()
          .orElseThrow();
    }
  }

  private static UnitOutcome unit(String start) throws IOException {
    return JSON.readValue(file(evaluated, start).toFile(), UnitOutcome.class);
  }
}
