package org.lvmmed.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.LocalSpark;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportJobTest {
  private static final List<String> SECTIONS =
      List.of(
          "summary",
          "corpus",
          "neighbours",
          "training",
          "matchings",
          "embedding",
          "results",
          "downstream",
          "origin");

  private static SparkSession spark;
  private static String full;

  @BeforeAll
  static void writeOnce(@TempDir Path folder) throws IOException {
    spark = LocalSpark.session();
    SampleWork work = new SampleWork(spark, folder).corpus().similarity().pretrain().evaluation();
    full = page(work.files(), ReportSettings.DEFAULT);
  }

  private static String page(WorkFiles work, ReportSettings settings) throws IOException {
    ReportJob.Result result = new ReportJob(spark, work, settings).run();
    String page = work.readText("report/index.html");
    assertThat(result.page()).endsWith("report/index.html");
    assertThat(result.bytes())
        .isEqualTo(page.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    return page;
  }

  /** The page is well-formed, which XML's parser proves better than a pattern. */
  private static Document parsed(String page) {
    try {
      String xml = page.replaceFirst("<!DOCTYPE html>", "");
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)));
    } catch (Exception e) {
      throw new AssertionError("The page is not well-formed", e);
    }
  }

  private static List<Element> elements(Document page, String tag) {
    return elements(page.getDocumentElement(), tag);
  }

  private static List<Element> elements(Element within, String tag) {
    NodeList nodes = within.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static Element section(Document page, String id) {
    return elements(page, "section").stream()
        .filter(s -> s.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String text(String page, String section) {
    return section(parsed(page), section).getTextContent();
  }

  @Test
  void everySectionIsThereInOrderAndLinkedFromTheTop() {
    Document page = parsed(full);
    assertThat(elements(page, "section")).extracting(s -> s.getAttribute("id")).isEqualTo(SECTIONS);
    assertThat(elements(page, "a"))
        .extracting(a -> a.getAttribute("href"))
        .containsExactlyElementsOf(SECTIONS.stream().map(id -> "#" + id).toList());
    assertThat(full).doesNotContain("class=\"missing\"");
  }

  @Test
  void thePageNeedsNothingElseAndIsSmall() {
    assertThat(full).doesNotContain("<script", "http://", "https://", "<link", "@import", "url(");
    assertThat(full.length()).isLessThan(20_000_000);
    assertThat(elements(parsed(full), "img"))
        .isNotEmpty()
        .allSatisfy(
            img -> {
              assertThat(img.getAttribute("src")).startsWith("data:image/");
              assertThat(img.getAttribute("alt")).isNotBlank();
            });
  }

  @Test
  void picturesAreThumbnailsThatDecode() throws IOException {
    Matcher m = Pattern.compile("data:image/jpeg;base64,([A-Za-z0-9+/=]+)").matcher(full);
    List<Integer> sides = new ArrayList<>();
    while (m.find()) {
      byte[] jpeg = Base64.getDecoder().decode(m.group(1));
      sides.add(ImageIO.read(new java.io.ByteArrayInputStream(jpeg)).getWidth());
    }
    assertThat(sides).hasSizeGreaterThan(80).allMatch(side -> side > 0 && side <= 96);
  }

  @Test
  void theCorpusIsCountedBySplitClassAndModality() {
    String corpus = text(full, "corpus");
    assertThat(corpus)
        .contains(
            "phantom_\u200bchest_\u200bxray",
            "x-ray",
            "ultrasound3233.3 %",
            "fundus2425.0 %",
            "photograph88.3 %",
            "fundus, photograph",
            "boxes on 32",
            "32 masks")
        .contains("cardiomegaly 8")
        .contains("truncated266.7 %", "unknown_\u200bformat133.3 %");
  }

  @Test
  void filesAreAccountedForAndUnknownPatientsAreSaid() {
    assertThat(text(full, "corpus"))
        .contains("gave images9694.1 %", "in quarantine32.9 %", "up to 12896100.0 %")
        .contains("16 *", "Patients are not known here")
        .contains("Folders without a readable image: notes.")
        .contains("Kept out as duplicates across splits or datasets: equal 2.");
  }

  @Test
  void neighboursAreShownWithTheirScoresFiveToAQuery() {
    Element section = section(parsed(full), "neighbours");
    assertThat(section.getElementsByTagName("ol").getLength()).isEqualTo(12);
    assertThat(section.getElementsByTagName("img").getLength()).isEqualTo(12 * 6);
    assertThat(section.getTextContent()).contains("0.977", "same series");
  }

  @Test
  void everyCurveIsDrawnAndTheHealthySpreadIsMarked() {
    Element training = section(parsed(full), "training");
    assertThat(training.getElementsByTagName("svg").getLength()).isGreaterThanOrEqualTo(8);
    assertThat(training.getElementsByTagName("polyline").getLength()).isEqualTo(9);
    assertThat(training.getTextContent())
        .contains(
            "healthy", "Effective rank", "k-NN accuracy", "Learning rate", "Images per second")
        .contains("120 rounds of averaging, 10 epochs, 11\u202f520 images seen, 90 s of training.")
        .contains("objective.graph-matching.graph-size", "16");
  }

  @Test
  void matchingsMarkRightAndWrongNodes() {
    String matchings = text(full, "matchings");
    assertThat(matchings).contains("Round 10: 7 of 16 right", "Round 120: 13 of 16 right");
    assertThat(matchings.chars().filter(c -> c == '✗').count()).isEqualTo(9 + 3 + 1);
  }

  @Test
  void resultsStandBesideRandomInitialisationWithTheirDifference() {
    String results = text(full, "results");
    assertThat(results)
        .contains("48.0 ± 1.3", "42.0 – 53.0", "+12.0", "simclr")
        .contains("mean of 3", "53.0", "66.0", "+13.0");
    assertThat(text(full, "summary"))
        .contains("66.0 %", "+13.0 points against random initialisation");
  }

  @Test
  void verdictsSayWherePretrainingDoesNotHelp() {
    assertThat(text(full, "downstream"))
        .contains("pretrained against random", "It does not help in 1: knn on phantom_fundus")
        .contains("phantom_\u200bfundus", "\u22121.5", "\u22124.0 to +1.0", "0.210");
  }

  @Test
  void whatCouldNotBeDoneIsNamedWithItsReason() {
    assertThat(text(full, "downstream"))
        .contains("1 unit could not be done")
        .contains("Detection of random on phantom_x, trial 1: Training diverged at step 7");
  }

  @Test
  void headsShowTheirCurvesTheirConfusionsAndTheirWorstCases() {
    Element section = section(parsed(full), "downstream");
    String text = section.getTextContent();
    assertThat(text)
        .contains("Segmentation, phantom_fundus: loss", "Segmentation, phantom_fundus: validation")
        .contains("Dice 12.5 %", "AP50 0.0 %, 1 true", "a taken for b (90.0 %)");
    assertThat(elements(section, "table"))
        .filteredOn(table -> table.getAttribute("class").equals("confusion"))
        .singleElement()
        .satisfies(
            table ->
                assertThat(elements(table, "td"))
                    .extracting(Element::getTextContent)
                    .containsExactly("1", "2", "0", "1"));
    assertThat(elements(section, "rect"))
        .extracting(box -> box.getAttribute("class"))
        .as("the second box is one that the detector is not sure of")
        .containsExactly("box truth", "box found");
  }

  @Test
  void thePapersFiguresStandBesideOursWithTheirNotes() {
    assertThat(text(full, "downstream"))
        .contains("3. Kvasir-SEG, polyp segmentation", "86.76")
        .contains("the released code measures the left atrium alone");
  }

  @Test
  void theMapHasEveryImageAndALegend() {
    assertThat(text(full, "embedding"))
        .contains("Encoder pretrained, 180 images", "phantom_fundus (60)");
  }

  @Test
  void originsTellSeedTimeAndMachine() {
    assertThat(text(full, "origin"))
        .contains(
            "corpus/", "similarity/", "pretrain/", "evaluation/", "95 s", "processors", "java");
  }

  @Test
  void withoutInputEachSectionNamesTheStepThatWritesIt(@TempDir Path empty) throws IOException {
    String page = page(new SampleWork(spark, empty).files(), ReportSettings.DEFAULT);
    assertThat(text(page, "corpus")).contains("There is no corpus yet. Run ingest.");
    assertThat(text(page, "neighbours")).contains("Run similarity.");
    assertThat(text(page, "training")).contains("Run pretrain.");
    assertThat(text(page, "embedding")).contains("Run evaluate.");
    assertThat(text(page, "results")).contains("Run evaluate.");
    assertThat(text(page, "downstream")).contains("Run evaluate.");
    assertThat(text(page, "origin")).contains("No step has left its provenance yet.");
  }

  @Test
  void withoutPicturesThePageSaysThatItHoldsNone(@TempDir Path folder) throws IOException {
    SampleWork work = new SampleWork(spark, folder).corpus().similarity().evaluation();
    ReportSettings none = new ReportSettings(ReportSettings.Images.NONE, 8, 12, 3);
    String page = page(work.files(), none);
    assertThat(page)
        .doesNotContain("<img", "data:image")
        .contains("This page holds no image content");
    assertThat(full).contains("This page holds image content");
  }

  @Test
  void anEncoderThatSatOutADatasetDoesNotEnterItsMean(@TempDir Path folder) throws IOException {
    WorkFiles work = new SampleWork(spark, folder).files();
    work.writeText(
        "evaluation/results.json",
        "["
            + row("a", "random", 0.2)
            + ","
            + row("a", "pretrained", 0.4)
            + ","
            + row("b", "random", 0.3)
            + ","
            + row("b", "pretrained", 0.5)
            + ","
            + row("c", "pretrained", 0.9)
            + "]");
    assertThat(text(page(work, ReportSettings.DEFAULT), "results"))
        .contains("mean of 2", "25.0", "45.0", "+20.0");
  }

  private static String row(String dataset, String encoder, double mean) {
    return String.format(
        "{\"dataset\":\"%s\",\"protocol\":\"linear\",\"encoder\":\"%s\",\"metric\":\"accuracy\","
            + "\"mean\":%s,\"std\":0.0,\"trials\":1,\"values\":[%s],\"ci95\":[0,1],\"n_test\":5,"
            + "\"seconds\":1}",
        dataset, encoder, mean, mean);
  }

  @Test
  void namesOfTheCorpusCannotBreakThePage(@TempDir Path folder) throws IOException {
    WorkFiles work = new SampleWork(spark, folder).files();
    work.writeText("evaluation/results.json", "[" + row("<b>&amp;'", "random", 0.2) + "]");
    assertThat(text(page(work, ReportSettings.DEFAULT), "results")).contains("<b>&amp;'");
  }

  @Test
  void aBrokenFileIsNamedWithItsLineAndRemedy(@TempDir Path folder) throws IOException {
    WorkFiles work = new SampleWork(spark, folder).files();
    work.writeText("evaluation/results.json", "[\n{\"dataset\": }\n]");
    assertThatThrownBy(() -> new ReportJob(spark, work, ReportSettings.DEFAULT).run())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid evaluation/results.json: ")
        .hasMessageContaining("line 2")
        .hasMessageEndingWith("run the step that writes it again");
  }

  @Test
  void theReportLeavesItsOwnProvenance(@TempDir Path folder) throws IOException {
    SampleWork work = new SampleWork(spark, folder).corpus();
    page(work.files(), ReportSettings.DEFAULT);
    assertThat(Provenance.read(work.files(), "report"))
        .hasValueSatisfying(origin -> assertThat(origin.inputs()).containsOnlyKeys("corpus"));
  }

  /** Places on a circle, a degree apart, in the order of the identifiers. */
  private static Path embeddings(SampleWork work, Path folder) {
    List<String> ids = work.trained().stream().sorted().toList();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      double turn = Math.toRadians(i);
      rows.add(
          RowFactory.create(
              ids.get(i),
              "phantom_fundus",
              "train",
              List.of((float) Math.cos(turn), (float) Math.sin(turn), 0f)));
    }
    StructType columns =
        new StructType()
            .add("image_id", DataTypes.StringType)
            .add("dataset", DataTypes.StringType)
            .add("split", DataTypes.StringType)
            .add("embedding", DataTypes.createArrayType(DataTypes.FloatType));
    spark.createDataFrame(rows, columns).repartition(3).write().parquet(folder.toString());
    return folder;
  }

  @Test
  void embeddingsOfAnotherEncoderAreShownAsAMapAndByTheirNearestImages(@TempDir Path folder)
      throws IOException {
    SampleWork work = new SampleWork(spark, folder.resolve("work")).corpus();
    Path table = embeddings(work, folder.resolve("embedded"));

    new ReportJob(spark, work.files(), ReportSettings.DEFAULT, Map.of("mine", table.toString()))
        .run();

    Document page = parsed(work.files().readText("report/index.html"));
    String embedding = section(page, "embedding").getTextContent();
    assertThat(embedding).contains("Encoder mine, " + work.trained().size() + " images");
    String neighbours = section(page, "neighbours").getTextContent();
    // cos 1°, 2° and 3°; the first image has neighbours on one side alone.
    assertThat(neighbours).contains("by the embeddings of encoder mine").contains("1.000", "0.999");
  }

  @Test
  void theNearestByEmbeddingAreThoseOfTheLargestCosine(@TempDir Path folder) throws IOException {
    SampleWork work = new SampleWork(spark, folder.resolve("work")).corpus();
    List<String> ids = work.trained().stream().sorted().toList();
    EmbeddedFolder embedded =
        EmbeddedFolder.of(spark, "mine", embeddings(work, folder.resolve("embedded")).toString());

    List<ReportData.Neighbours> found = embedded.neighbours(1, 3);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).image()).isEqualTo(ids.get(0));
    assertThat(found.get(0).nearest())
        .extracting(ReportData.Neighbour::image)
        .containsExactly(ids.get(1), ids.get(2), ids.get(3));
    assertThat(found.get(0).nearest().get(2).score())
        .isCloseTo(Math.cos(Math.toRadians(3)), within(1e-6));
  }

  @Test
  void aFolderThatEmbedDidNotWriteIsRefusedByName(@TempDir Path folder) throws IOException {
    SampleWork work = new SampleWork(spark, folder.resolve("work")).corpus();
    String corpus = work.files().uri("corpus/quarantine");

    assertThatThrownBy(() -> EmbeddedFolder.of(spark, "mine", corpus))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Cannot show the embeddings mine")
        .hasMessageContaining("give a folder that embed wrote");
    assertThatThrownBy(() -> EmbeddedFolder.of(spark, "mine", folder + "/nothing"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no table in");
  }
}
