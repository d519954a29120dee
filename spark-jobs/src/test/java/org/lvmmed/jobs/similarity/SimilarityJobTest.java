package org.lvmmed.jobs.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.LocalSpark;
import org.lvmmed.jobs.SmallCorpus;
import org.lvmmed.jobs.SmallCorpus.Place;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.descriptor.ImageDescriptor;
import org.lvmmed.model.descriptor.IntensityGradient;
import org.lvmmed.model.descriptor.Similarities;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.network.Compute;

class SimilarityJobTest {

  private static final Compute TORCH = Compute.cpu("torch");
  private static SparkSession spark;

  @TempDir Path work;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
  }

  @Test
  void neighboursAreThoseThatBruteForceFindsWhateverTheBlocks() throws IOException {
    pictures(41).write(spark, work);
    Map<String, ImageDescriptor> descriptors = descriptors();

    for (int blockImages : new int[] {1000, 7}) {
      run(settings(4, 9, blockImages));

      Map<String, List<Row>> found = found();
      assertThat(found.keySet()).isEqualTo(descriptors.keySet());
      for (Map.Entry<String, List<Row>> image : found.entrySet()) {
        List<Scored> expected = bruteForce(image.getKey(), descriptors, 9, 4);
        assertThat(image.getValue())
            .extracting(row -> row.<String>getAs("neighbour_id"))
            .containsExactlyElementsOf(expected.stream().map(Scored::id).toList());
        for (int k = 0; k < expected.size(); k++) {
          Row row = image.getValue().get(k);
          assertThat(row.<Integer>getAs("rank")).isEqualTo(k + 1);
          assertThat(row.<Double>getAs("global")).isCloseTo(expected.get(k).global, within(1e-12));
          assertThat(row.<Double>getAs("score")).isCloseTo(expected.get(k).score, within(1e-12));
        }
      }
    }
  }

  @Test
  void recallIsTheShareOfTheBestOfAllThatTheSearchFinds() throws IOException {
    pictures(41).write(spark, work);
    Map<String, ImageDescriptor> descriptors = descriptors();
    double hits = 0;
    for (String id : descriptors.keySet()) {
      List<String> best = ids(bruteForce(id, descriptors, 40, 4));
      hits += ids(bruteForce(id, descriptors, 4, 4)).stream().filter(best::contains).count();
    }

    run(settings(4, 40, 1000));
    assertThat(NeighbourRecall.of(spark, files(), settings(4, 40, 1000), TORCH, 41)).isEqualTo(1);
    run(settings(4, 4, 1000));
    double recall = NeighbourRecall.of(spark, files(), settings(4, 4, 1000), TORCH, 41);

    assertThat(recall).isCloseTo(hits / (4 * 41), within(1e-12)).isLessThan(1);
  }

  @Test
  void cellsFindWhatBruteForceFindsWhereAllAreSearched() throws IOException {
    pictures(41).write(spark, work);
    run(settings(4, 9, 7));
    Map<String, List<Row>> exact = found();

    run(inCells(40, 1000));

    assertThat(found()).isEqualTo(exact);
    assertThat(measuredRecall())
        .hasValue(NeighbourRecall.of(spark, files(), inCells(40, 1000), TORCH, 41));
  }

  @Test
  void whatTheNearestCellsMissIsMeasuredAndWrittenDown() throws IOException {
    pictures(41).write(spark, work);

    run(inCells(40, 1));
    double nearest = measuredRecall().orElseThrow();
    assertThat(nearest)
        .isCloseTo(NeighbourRecall.of(spark, files(), inCells(40, 1), TORCH, 41), within(1e-12))
        .isBetween(0.2, 0.95);

    run(inCells(40, 3));
    assertThat(measuredRecall().orElseThrow()).isGreaterThan(nearest);
  }

  @Test
  void aCorpusOfNoMoreImagesThanTheSettingIsComparedWhole() throws IOException {
    pictures(41).write(spark, work);
    run(settings(4, 9, 7));
    Map<String, List<Row>> exact = found();

    run(inCells(41, 1));

    assertThat(found()).isEqualTo(exact);
    assertThat(measuredRecall()).isEmpty();
  }

  private static SimilaritySettings inCells(int above, int searched) {
    SimilaritySettings.Cells cells = new SimilaritySettings.Cells(above, searched);
    return new SimilaritySettings(4, 9, 0.5, false, true, 7, cells, null);
  }

  private Optional<Double> measuredRecall() throws IOException {
    return Provenance.read(files(), "similarity").map(p -> p.measured().get("recall"));
  }

  private static List<String> ids(List<Scored> scored) {
    return scored.stream().map(Scored::id).toList();
  }

  @Test
  void testAndValidationRowsNeverEnter() throws IOException {
    SmallCorpus corpus = pictures(6);
    String test = corpus.add(Place.of("discs", "test", null), disc(0.5, 0.5, 0.2));
    String validation = corpus.add(Place.of("discs", "val", null), disc(0.5, 0.5, 0.2));
    corpus.write(spark, work);

    run(settings(10, 10, 4));

    assertThat(found()).hasSize(6).doesNotContainKeys(test, validation);
    assertThat(found().values())
        .allSatisfy(
            rows ->
                assertThat(rows)
                    .hasSize(5)
                    .extracting(row -> row.<String>getAs("neighbour_id"))
                    .doesNotContain(test, validation));
  }

  @Test
  void imagesOfOneSeriesAreMarkedAndCopiesLeftOut() throws IOException {
    SmallCorpus corpus = new SmallCorpus();
    String first = corpus.add(series("a"), disc(0.4, 0.4, 0.2));
    String slice = corpus.add(series("a"), disc(0.42, 0.4, 0.2));
    String copy = corpus.add(series("b"), disc(0.4, 0.4, 0.2));
    String other = corpus.add(series("c"), disc(0.6, 0.6, 0.3));
    corpus.write(spark, work);

    run(settings(5, 5, 2));

    assertThat(neighbours(first)).containsExactly(Map.entry(slice, true), Map.entry(other, false));
    assertThat(neighbours(copy)).containsExactly(Map.entry(slice, false), Map.entry(other, false));
  }

  @Test
  void imagesOfOneSeriesCanBeLeftOutAndCopiesLetIn() throws IOException {
    SmallCorpus corpus = new SmallCorpus();
    String first = corpus.add(series("a"), disc(0.4, 0.4, 0.2));
    corpus.add(series("a"), disc(0.42, 0.4, 0.2));
    String copy = corpus.add(series("b"), disc(0.4, 0.4, 0.2));
    corpus.write(spark, work);

    run(new SimilaritySettings(5, 5, 0.5, true, false, 2, SimilaritySettings.Cells.none(), null));

    assertThat(neighbours(first)).containsExactly(Map.entry(copy, false));
  }

  @Test
  void theSameWorkIsNotDoneTwiceAndOtherWorkIs() throws IOException {
    pictures(5).write(spark, work);

    SimilarityResult first = run(settings(2, 4, 8));
    SimilarityResult again = run(settings(2, 4, 8));
    SimilarityResult wider = run(settings(3, 4, 8));

    assertThat(first).isEqualTo(new SimilarityResult(5, 10, false));
    assertThat(again).isEqualTo(new SimilarityResult(5, 10, true));
    assertThat(wider).isEqualTo(new SimilarityResult(5, 15, false));
    assertThat(work.resolve("similarity.partial")).doesNotExist();
    assertThat(work.resolve("similarity/provenance.json")).exists();
  }

  @Test
  void aSingleImageHasNoNeighbours() throws IOException {
    pictures(1).write(spark, work);

    assertThat(run(settings(3, 3, 4))).isEqualTo(new SimilarityResult(1, 0, false));
  }

  @Test
  void aCorpusWithoutTrainingRowsIsRefusedWithTheReason() throws IOException {
    assertThatThrownBy(() -> run(settings(2, 4, 8)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("No corpus: the work folder has no Parquet file in corpus/");

    SmallCorpus corpus = new SmallCorpus();
    corpus.add(Place.of("discs", "test", "round"), disc(0.5, 0.5, 0.2));
    corpus.write(spark, work);

    assertThatThrownBy(() -> run(settings(2, 4, 8)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Nothing to compare: the corpus has no row of split train");
  }

  @Test
  void settingsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> settings(10, 4, 8))
        .hasMessage(
            "Invalid similarity.candidates: 4 (at least similarity.neighbours, which is 10)");
    assertThatThrownBy(
            () ->
                new SimilaritySettings(
                    1, 1, 1.5, false, true, 8, SimilaritySettings.Cells.none(), null))
        .hasMessage("Invalid similarity.global-weight: 1.5 (0 to 1)");
  }

  private static SimilaritySettings settings(int neighbours, int candidates, int blockImages) {
    return new SimilaritySettings(
        neighbours,
        candidates,
        0.5,
        false,
        true,
        blockImages,
        SimilaritySettings.Cells.none(),
        null);
  }

  private SimilarityResult run(SimilaritySettings settings) throws IOException {
    return new SimilarityJob(spark, files(), settings, TORCH).run();
  }

  private WorkFiles files() throws IOException {
    return new WorkFiles(work.toUri().toString(), new Configuration());
  }

  private static SmallCorpus pictures(int count) {
    Random random = new Random(6);
    SmallCorpus corpus = new SmallCorpus();
    for (int i = 0; i < count; i++) {
      corpus.add(
          Place.of("discs", "train", null),
          disc(random.nextDouble(), random.nextDouble(), 0.1 + 0.3 * random.nextDouble()));
    }
    return corpus;
  }

  private static Place series(String series) {
    return new Place("volumes", "train", null, null, series);
  }

  private static java.util.function.DoubleBinaryOperator disc(double x, double y, double radius) {
    return (u, v) -> Math.hypot(u - x, v - y) < radius ? 0.9 : 0.3 * u;
  }

  private Map<String, ImageDescriptor> descriptors() {
    Map<String, ImageDescriptor> descriptors = new HashMap<>();
    for (Row row :
        spark
            .read()
            .parquet(work.resolve("corpus").toUri().toString())
            .selectExpr("image_id", "image.bytes")
            .collectAsList()) {
      descriptors.put(row.getString(0), IntensityGradient.of(Raster.decode(row.getAs(1))));
    }
    return descriptors;
  }

  private Map<String, List<Row>> found() {
    Map<String, List<Row>> found = new HashMap<>();
    for (Row row :
        spark
            .read()
            .option("pathGlobFilter", "*.parquet")
            .parquet(work.resolve("similarity").toUri().toString())
            .orderBy("image_id", "rank")
            .collectAsList()) {
      found.computeIfAbsent(row.getAs("image_id"), id -> new ArrayList<>()).add(row);
    }
    return found;
  }

  private List<Map.Entry<String, Boolean>> neighbours(String id) {
    return found().get(id).stream()
        .map(row -> Map.entry(row.<String>getAs("neighbour_id"), row.<Boolean>getAs("same_series")))
        .toList();
  }

  private record Scored(String id, double global, double score) {}

  private static List<Scored> bruteForce(
      String id, Map<String, ImageDescriptor> descriptors, int candidates, int neighbours) {
    ImageDescriptor image = descriptors.get(id);
    return descriptors.entrySet().stream()
        .filter(other -> !other.getKey().equals(id))
        .map(
            other -> {
              double global = Similarities.global(image, other.getValue());
              double local = Similarities.local(image, other.getValue());
              return new Scored(other.getKey(), global, 0.5 * global + 0.5 * local);
            })
        .sorted(Comparator.comparingDouble(Scored::global).reversed())
        .limit(candidates)
        .sorted(Comparator.comparingDouble(Scored::score).reversed())
        .limit(neighbours)
        .toList();
  }
}
