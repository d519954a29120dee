package org.lvmmed.jobs.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lvmmed.ingest.phantom.PhantomCorpus;
import org.lvmmed.ingest.phantom.PhantomSettings;
import org.lvmmed.jobs.evaluate.Comparison;
import org.lvmmed.jobs.evaluate.ResultRow;
import org.lvmmed.jobs.evaluate.Verdict;
import org.lvmmed.jobs.evaluate.probes.EmbeddedImage;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.evaluate.unit.ClassificationOutcome;
import org.lvmmed.jobs.evaluate.unit.DetectionOutcome;
import org.lvmmed.jobs.evaluate.unit.SegmentationOutcome;
import org.lvmmed.jobs.evaluate.unit.UnitFailure;
import org.lvmmed.jobs.evaluate.unit.UnitOutcome;
import org.lvmmed.jobs.ingest.IngestResult;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.downstream.training.TrainingCurve;

/** A work folder as the jobs leave it, filled with phantoms and made-up curves. */
final class SampleWork {
  private static final StructType BOX =
      new StructType()
          .add("x1", DataTypes.DoubleType)
          .add("y1", DataTypes.DoubleType)
          .add("x2", DataTypes.DoubleType)
          .add("y2", DataTypes.DoubleType)
          .add("class", DataTypes.StringType);
  private static final StructType IMAGE =
      new StructType().add("bytes", DataTypes.BinaryType).add("path", DataTypes.StringType);
  private static final StructType CORPUS =
      new StructType()
          .add("image", IMAGE)
          .add("image_id", DataTypes.StringType)
          .add("dataset", DataTypes.StringType)
          .add("modality", DataTypes.StringType)
          .add("body_part", DataTypes.StringType)
          .add("patient_key", DataTypes.StringType)
          .add("height", DataTypes.IntegerType)
          .add("width", DataTypes.IntegerType)
          .add("split", DataTypes.StringType)
          .add("label", DataTypes.StringType)
          .add("mask", DataTypes.BinaryType)
          .add("boxes", DataTypes.createArrayType(BOX));
  private static final Map<String, String[]> DATASETS =
      Map.of(
          "phantom_chest_xray", new String[] {"x-ray", "chest"},
          "phantom_breast_ultrasound", new String[] {"ultrasound", "breast"},
          "phantom_fundus", new String[] {"fundus", "eye"});
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SparkSession spark;
  private final WorkFiles work;
  private final List<Row> corpus = new ArrayList<>();
  private final List<String> trained = new ArrayList<>();

  SampleWork(SparkSession spark, Path folder) throws IOException {
    this.spark = spark;
    this.work = new WorkFiles(folder.toUri().toString(), new Configuration());
  }

  WorkFiles files() {
    return work;
  }

  /** Ids of the training images. */
  List<String> trained() {
    return trained;
  }

  SampleWork corpus() throws IOException {
    Map<String, ByteArrayOutputStream> files = new ConcurrentHashMap<>();
    new PhantomCorpus(new PhantomSettings(3, 16, 72, 1, 2))
        .write(path -> files.computeIfAbsent(path, p -> new ByteArrayOutputStream()));
    Map<String, ByteArrayOutputStream> sorted = new TreeMap<>(files);
    for (String dataset : new TreeMap<>(DATASETS).keySet()) {
      for (String split : List.of("train", "test")) {
        rows(dataset, split, sorted);
      }
    }
    write(corpus, CORPUS, "corpus");
    StructType quarantine =
        new StructType()
            .add("id", DataTypes.StringType)
            .add("reason", DataTypes.StringType)
            .add("message", DataTypes.StringType);
    List<Row> refused =
        List.of(
            RowFactory.create("a", "truncated", "ends early"),
            RowFactory.create("b", "truncated", "ends early"),
            RowFactory.create("c", "unknown_format", "of no kind that any reader knows"));
    write(refused, quarantine, "corpus/quarantine");
    work.writeText("corpus/statistics.json", JSON.writeValueAsString(statistics()));
    origin("corpus", Map.of());
    return this;
  }

  private static IngestResult statistics() {
    IngestResult.DatasetCounts fundus =
        new IngestResult.DatasetCounts(
            "phantom_fundus", "", "CC0-1.0", false, Map.of(), Map.of(), 0, 0, null, Map.of());
    return new IngestResult(
        new IngestResult.Files(102, 96, 0, 3, 3),
        Map.of("phantom_fundus", fundus),
        Map.of("truncated", 2L, "unknown_format", 1L),
        Map.of("equal", 2L),
        Map.of("fundus", 32L, "ultrasound", 32L, "x-ray", 32L),
        Map.of("128", 96L),
        Map.of(),
        List.of(),
        List.of("notes"),
        List.of(),
        96,
        1.5);
  }

  private void rows(String dataset, String split, Map<String, ByteArrayOutputStream> files)
      throws IOException {
    String csv = files.get(dataset + "/" + split + ".csv").toString(StandardCharsets.UTF_8);
    for (String line : csv.lines().skip(1).toList()) {
      String[] cells = line.split(",", -1);
      String id = Hashes.sha256(dataset + cells[0]);
      BufferedImage picture = picture(files.get(dataset + "/" + cells[0]).toByteArray());
      boolean mask = dataset.contains("ultrasound");
      boolean boxes = dataset.contains("xray");
      corpus.add(
          RowFactory.create(
              RowFactory.create(png(picture), id),
              id,
              dataset,
              modality(dataset, split),
              DATASETS.get(dataset)[1],
              Hashes.sha256(cells[2]),
              picture.getHeight(),
              picture.getWidth(),
              split,
              cells[1],
              mask ? new byte[] {1} : null,
              boxes ? List.of(RowFactory.create(1.0, 1.0, 9.0, 9.0, "heart")) : List.of()));
      if (split.equals("train")) {
        trained.add(id);
      }
    }
  }

  /** A dataset may have images of several. */
  private static String modality(String dataset, String split) {
    boolean other = dataset.equals("phantom_fundus") && split.equals("test");
    return other ? "photograph" : DATASETS.get(dataset)[0];
  }

  /** 12 bits become 16, as ingest stores them. */
  private static BufferedImage picture(byte[] file) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    if (image.getColorModel().getPixelSize() == 16) {
      int[] values = image.getRaster().getSamples(0, 0, 72, 72, 0, (int[]) null);
      for (int i = 0; i < values.length; i++) {
        values[i] *= 16;
      }
      image.getRaster().setSamples(0, 0, 72, 72, 0, values);
    }
    return image;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  SampleWork similarity() throws IOException {
    StructType columns =
        new StructType()
            .add("image_id", DataTypes.StringType)
            .add("neighbour_id", DataTypes.StringType)
            .add("rank", DataTypes.IntegerType)
            .add("score", DataTypes.DoubleType)
            .add("same_series", DataTypes.BooleanType);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      for (int rank = 1; rank <= 8; rank++) {
        String near = trained.get((i + rank) % trained.size());
        rows.add(RowFactory.create(trained.get(i), near, rank, 0.99 - 0.013 * rank, rank == 2));
      }
    }
    write(rows, columns, "similarity");
    origin("similarity", Map.of("corpus", "1b2c3d4e5f60718293"));
    return this;
  }

  SampleWork pretrain() throws IOException {
    StringBuilder lines = new StringBuilder();
    Random random = new Random(5);
    for (int round = 1; round <= 120; round++) {
      lines.append(JSON.writeValueAsString(metrics(round, random))).append('\n');
    }
    work.writeText("pretrain/metrics.jsonl", lines.toString());
    work.writeText(
        "pretrain/config.json",
        JSON.writeValueAsString(
            Map.of(
                "objective.kind",
                "graph-matching",
                "objective.graph-matching.graph-size",
                "16",
                "seed",
                "7")));
    List<Map<String, Object>> matchings = new ArrayList<>();
    matchings.add(matching(10, 9));
    matchings.add(matching(120, 3));
    work.writeText("pretrain/matchings.json", JSON.writeValueAsString(matchings));
    origin("pretrain", Map.of("corpus", "1b2c3d4e5f60718293", "similarity", "ffee00112233"));
    return this;
  }

  private static Map<String, Object> metrics(int round, Random random) {
    double done = 1 - Math.exp(-round / 30.0);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("round", round);
    line.put("epoch", round / 12.0);
    line.put("images", 96L * round);
    line.put("lr", 0.001 * (1 + Math.cos(Math.PI * round / 120)) / 2);
    line.put("loss", 30 - 24 * done + random.nextGaussian());
    line.put("match_accuracy", 0.06 + 0.8 * done + 0.02 * random.nextGaussian());
    line.put("cos_z", 0.2 + 0.6 * done);
    line.put("cos_zhat", 0.3 + 0.6 * done);
    line.put("embedding_std", 0.7 + 0.25 * done);
    line.put("effective_rank", 20 + 60 * done);
    if (round % 20 == 0) {
      line.put("knn_accuracy", 0.5 + 0.2 * done);
    }
    line.put(
        "timing", Map.of("seconds", 0.75, "images_per_second", 128 + 4 * random.nextGaussian()));
    return line;
  }

  /** Swaps the first nodes in a circle. */
  private Map<String, Object> matching(int round, int wrong) {
    List<Integer> permutation = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      permutation.add(i < wrong ? (i + 1) % wrong : i);
    }
    List<String> ids = trained.subList(round % 7, round % 7 + 16);
    return Map.of("round", round, "image_ids", ids, "permutation", permutation);
  }

  SampleWork evaluation() throws IOException {
    List<ResultRow> results = new ArrayList<>();
    List<EmbeddedImage> points = new ArrayList<>();
    Random random = new Random(9);
    int place = 0;
    for (String dataset : new TreeMap<>(DATASETS).keySet()) {
      for (Protocol protocol : List.of(Protocol.KNN, Protocol.LINEAR)) {
        results.add(result(dataset, protocol, "random", 0.48 + 0.05 * place));
        results.add(result(dataset, protocol, "simclr", 0.55 + 0.05 * place));
        results.add(result(dataset, protocol, "pretrained", 0.6 + 0.06 * place));
      }
      for (int i = 0; i < 60; i++) {
        points.add(
            new EmbeddedImage(
                "pretrained",
                dataset + i,
                dataset,
                null,
                "test",
                "class " + i % 4,
                3 * Math.cos(place * 2) + random.nextGaussian(),
                3 * Math.sin(place * 2) + random.nextGaussian()));
      }
      place++;
    }
    work.writeText("evaluation/results.json", JSON.writeValueAsString(results));
    work.writeText("evaluation/embedding.json", JSON.writeValueAsString(points));
    downstream();
    origin("evaluation", Map.of("pretrain", "0099aabbccdd"));
    return this;
  }

  /** One verdict, one failure, and a unit of each kind. */
  private void downstream() throws IOException {
    double[] interval = {-0.04, 0.01};
    Comparison comparison =
        new Comparison(
            "phantom_fundus", Protocol.KNN, "accuracy", -0.015, interval, 0.21, "sign-flip", 36);
    Verdict verdict =
        new Verdict(
            "pretrained",
            "random",
            1,
            0,
            -0.015,
            interval,
            0.21,
            "It does not help in 1: knn on phantom_fundus.",
            List.of(comparison));
    work.writeText("evaluation/summary.json", JSON.writeValueAsString(List.of(verdict)));
    UnitFailure failure =
        new UnitFailure(
            "phantom_x", Protocol.DETECTION, "random", 0, "Training diverged at step 7");
    work.writeText("evaluation/failures.json", JSON.writeValueAsString(List.of(failure)));
    unit(Protocol.KNN, List.of(classified()), List.of(), List.of());
    unit(Protocol.SEGMENTATION, List.of(), List.of(segmented()), List.of());
    unit(Protocol.DETECTION, List.of(), List.of(), List.of(detected()));
  }

  private void unit(
      Protocol protocol,
      List<ClassificationOutcome> classification,
      List<SegmentationOutcome> segmentation,
      List<DetectionOutcome> detection)
      throws IOException {
    List<TrainingCurve.Point> curve =
        List.of(new TrainingCurve.Point(10, 0.9, 0.2), new TrainingCurve.Point(20, 0.4, 0.6));
    UnitOutcome unit =
        new UnitOutcome(
            "pretrained",
            protocol,
            0,
            classification,
            segmentation,
            detection,
            protocol.isProbe() ? List.of() : curve);
    work.writeText("evaluation/units/" + protocol.title() + ".json", JSON.writeValueAsString(unit));
  }

  private List<String> shownImages(int count) {
    return trained.isEmpty() ? List.of("w", "x", "y", "z") : List.copyOf(trained.subList(0, count));
  }

  private ClassificationOutcome classified() {
    return new ClassificationOutcome(
        "phantom_fundus",
        List.of("a", "b"),
        shownImages(4),
        new int[] {0, 1, 2, 3},
        new int[] {0, 0, 0, 1},
        new double[][] {{0.9, 0.1}, {0.1, 0.9}, {0.2, 0.8}, {0.0, 1.0}},
        0,
        1);
  }

  private SegmentationOutcome segmented() throws IOException {
    BufferedImage mask = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 20; i++) {
      mask.getRaster().setSample(2 + i % 4, 2 + i / 4, 0, 1);
    }
    byte[] png = png(mask);
    return new SegmentationOutcome(
        "phantom_fundus",
        List.of("foreground"),
        List.of(),
        List.of(new SegmentationOutcome.MaskExample(shownImages(1).get(0), 0.125, png, png)),
        1);
  }

  private DetectionOutcome detected() {
    double[][] truth = {{10, 10, 30, 30, 0}};
    double[][] found = {{40, 40, 60, 60, 0, 0.8}, {1, 1, 9, 9, 0, 0.1}};
    String image = shownImages(2).get(1);
    return new DetectionOutcome(
        "phantom_fundus",
        List.of("disc"),
        List.of(new DetectionOutcome.ImageBoxes(image, 0, 72, 72, truth, found)),
        1);
  }

  private static ResultRow result(String dataset, Protocol protocol, String encoder, double mean) {
    return new ResultRow(
        dataset,
        protocol,
        encoder,
        "accuracy",
        mean,
        0.013,
        3,
        new double[] {mean - 0.013, mean, mean + 0.013},
        new double[] {mean - 0.06, mean + 0.05},
        36,
        1.5);
  }

  private void origin(String folder, Map<String, String> inputs) throws IOException {
    Instant started = Instant.now().minusSeconds(95);
    Provenance.of(folder, Hashes.sha256(folder), inputs, 7, started).write(work, folder);
  }

  private void write(List<Row> rows, StructType columns, String folder) {
    spark
        .createDataFrame(rows, columns)
        .coalesce(1)
        .write()
        .mode(SaveMode.Append)
        .parquet(work.uri(folder));
  }
}
