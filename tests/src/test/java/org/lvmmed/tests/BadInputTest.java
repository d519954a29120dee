package org.lvmmed.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told, and what a scheduler sees, when something is wrong. */
class BadInputTest {

  @TempDir Path folder;
  private Path corpus;
  private Path secret;

  @BeforeEach
  void prepare() throws IOException {
    corpus = Files.createDirectories(folder.resolve("corpus"));
    secret = Commands.writeSecret(folder);
  }

  private Commands.Outcome ingest(String... more) {
    return Commands.run(Commands.quick("ingest", corpus, folder.resolve("work"), secret, more));
  }

  private Path picture(String name, int grey) throws IOException {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 1600; i++) {
      image.getRaster().setSample(i % 40, i / 40, 0, (i * grey) % 251);
    }
    Path file = corpus.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void anUnknownOptionEndsWithTwoAndTheNearestName() {
    Commands.Outcome outcome = ingest("--corpsu", "x");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("--corpsu", "Possible solutions: --corpus");
  }

  @Test
  void anUnknownKeyEndsWithTwoAndTheNearestName() {
    Commands.Outcome outcome = ingest("--set", "objective.graph-matching.neigbours=3");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("did you mean objective.graph-matching.neighbours?");
  }

  @Test
  void anUnknownRecipeEndsWithTwoAndThoseThatThereAre() {
    Commands.Outcome outcome =
        Commands.run("pretrain", "--work", folder.toString(), "--recipe", "labtop");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("did you mean laptop?");
  }

  @Test
  void aMissingCorpusOptionEndsWithTwo() {
    Commands.Outcome outcome = Commands.run("ingest", "--work", folder.toString());

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("Missing --corpus");
  }

  @Test
  void anEmptyCorpusEndsWithThree() {
    Commands.Outcome outcome = ingest();

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("corpus");
  }

  @Test
  void aWorkFolderThatWouldMixWithTheCorpusEndsWithTwoAndTheCorpusStaysAsItWas()
      throws IOException {
    Path image = picture("lungs/a.png", 3);

    for (Path work : List.of(corpus, corpus.resolve("work"), corpus.getParent())) {
      Commands.Outcome outcome = Commands.run(Commands.quick("ingest", corpus, work, secret));

      assertThat(outcome.exit()).isEqualTo(2);
      assertThat(outcome.err()).contains("--work");
    }
    try (Stream<Path> files = Files.walk(corpus)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(image);
    }
  }

  @Test
  void aCorpusBesideTheWorkFoldersOwnIsReadWhateverItsName() throws IOException {
    picture("lungs/a.png", 3);
    Path beside = Files.move(corpus, folder.resolve("corpus-raw"));

    Commands.Outcome outcome = Commands.run(Commands.quick("ingest", beside, folder, secret));

    assertThat(outcome.exit()).as(outcome.err()).isZero();
  }

  @Test
  void aWorkFolderThatCannotBeWrittenToEndsWithTwoBeforeAnyWork() throws IOException {
    picture("lungs/a.png", 3);
    Path file = Files.writeString(folder.resolve("file"), "no folder");

    for (String work : List.of(file.toString(), "/proc/lvm-med", "nosuch://host/work")) {
      Commands.Outcome outcome =
          Commands.run(
              "ingest",
              "--corpus",
              corpus.toString(),
              "--secret",
              secret.toString(),
              "--work",
              work);

      assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
      assertThat(outcome.err()).contains(work, "name a folder").doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"similarity", "pretrain", "evaluate", "report"})
  void aJobThatFollowsAnotherEndsWithThreeWhereThereIsNoWorkFolderAndMakesNone(String job) {
    Path misspelt = folder.resolve("wrok");

    Commands.Outcome outcome = Commands.run(job, "--work", misspelt.toString());

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("No work folder", "wrok", "run ingest first");
    assertThat(misspelt).doesNotExist();
  }

  @Test
  void aPathThatIsNotThereIsNamedByInspectWhichEndsWithThree() {
    Commands.Outcome outcome = Commands.run("inspect", corpus.resolve("gone").toString());

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("Cannot inspect " + corpus.resolve("gone"), "there is no such file or folder");
  }

  @Test
  void anInspectionEndsWithWhatItSawInALine() throws IOException {
    picture("lungs/a.png", 3);
    picture("lungs/b.png", 4);
    Files.writeString(corpus.resolve("lungs/train.csv"), "path,label\na.png,x\nb.png,y\n");

    Commands.Outcome outcome = Commands.run("inspect", corpus.toString());

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).contains("inspect: 2 images (2 png), 1 other file (1 not_an_image)");
  }

  @Test
  void anUnreadableDatasetConfEndsWithTwoAndItsName() throws IOException {
    picture("lungs/a.png", 3);
    Files.writeString(corpus.resolve("lungs/dataset.conf"), "modality = {");

    Commands.Outcome outcome = ingest();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("dataset.conf");
  }

  @Test
  void anUnknownKeyOfDatasetConfEndsWithTwoAndTheKey() throws IOException {
    picture("lungs/a.png", 3);
    Files.writeString(corpus.resolve("lungs/dataset.conf"), "modalty = ct");

    Commands.Outcome outcome = ingest();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("modalty");
  }

  @Test
  void aTestPatientInTrainingEndsWithThreeAndTheKeyButNotTheName() throws IOException {
    for (int i = 0; i < 6; i++) {
      picture("lungs/p" + i + ".png", 3 + i);
    }
    Files.writeString(
        corpus.resolve("lungs/train.csv"),
        "path,label,patient\np0.png,a,MUSTERMANN\np1.png,b,P1\np2.png,a,P2\n");
    Files.writeString(
        corpus.resolve("lungs/test.csv"),
        "path,label,patient\np3.png,a,MUSTERMANN\np4.png,b,P4\np5.png,a,P5\n");

    Commands.Outcome outcome = ingest();

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).containsIgnoringCase("patient").doesNotContain("MUSTERMANN");
    assertThat(outcome.err()).containsPattern("[0-9a-f]{16,}");
  }

  @Test
  void aCorruptImageIsQuarantinedAndTheRestIngested() throws IOException {
    for (int i = 0; i < 4; i++) {
      picture("lungs/p" + i + ".png", 3 + i);
    }
    Path broken = picture("lungs/broken.png", 9);
    byte[] bytes = Files.readAllBytes(broken);
    bytes[bytes.length / 2] ^= 0x5a;
    Files.write(broken, bytes);

    Commands.Outcome outcome = ingest();

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(folder.resolve("work/corpus/quarantine")).isNotEmptyDirectory();
  }
}
