package org.lvmmed.ingest.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.NiftiBuilder;
import org.lvmmed.ingest.Pictures;
import org.lvmmed.ingest.dataset.DatasetDefaults;
import org.lvmmed.ingest.dataset.InvalidCorpusException;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.ingest.identity.Identity;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

class CorpusPlannerTest {

  @TempDir Path corpus;

  @Test
  void withoutTablesEveryImageIsForTraining() throws IOException {
    pictures("d", 10);
    text("d/README.md", "about");
    text("d/notes.txt", "about");

    CorpusPlan plan = plan();

    assertThat(plan.units()).hasSize(10).allMatch(unit -> unit.split() == Split.TRAIN);
    assertThat(plan.fates()).extracting(FileFate::fate).containsOnly(Fate.NOT_IMAGE).hasSize(2);
    assertThat(plan.withoutPatients()).containsExactly("d");
  }

  @Test
  void fifteenOfAHundredTrainingPatientsAreForValidationAndTestStaysWhatTheTableSays()
      throws IOException {
    pictures("d", 60);
    text("d/train.csv", table("label", 0, 40, i -> "c" + i % 2));
    text("d/test.csv", table("label", 40, 60, i -> "c" + i % 2));

    assertThat(splits(plan())).isEqualTo(Map.of(Split.TRAIN, 34L, Split.VAL, 6L, Split.TEST, 20L));
  }

  @Test
  void labelsWithoutATestTableLoseTwentyOfAHundredPatientsToIt() throws IOException {
    pictures("d", 50);
    text("d/train.csv", table("label", 0, 50, i -> "c" + i % 2));

    assertThat(splits(plan())).isEqualTo(Map.of(Split.TEST, 10L, Split.TRAIN, 34L, Split.VAL, 6L));
  }

  @Test
  void allImagesOfAPatientShareASplit() throws IOException {
    pictures("d", 40);
    text(
        "d/train.csv",
        "path,label,patient\n"
            + java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> i + ".png,x,p" + i / 4 + "\n")
                .collect(Collectors.joining()));

    CorpusPlan plan = plan();

    plan.units().stream()
        .collect(Collectors.groupingBy(Unit::patient))
        .values()
        .forEach(
            units -> {
              assertThat(units).hasSize(4);
              assertThat(units).extracting(Unit::split).containsOnly(units.get(0).split());
            });
    assertThat(splits(plan)).containsEntry(Split.TEST, 8L);
    assertThat(plan.withoutPatients()).isEmpty();
  }

  @Test
  void thePublishedFractionIsUsedAndTheRestHeldOut() throws IOException {
    pictures("d", 50);
    text("d/dataset.conf", "split.rule = fraction");

    assertThat(splits(plan())).isEqualTo(Map.of(Split.TRAIN, 10L, Split.TEST, 40L));
  }

  @Test
  void aStandardSplitMayBeToldByFolders() throws IOException {
    pictures("d/train/x", 3);
    pictures("d/test/x", 2);
    text("d/dataset.conf", "split.rule = standard");

    assertThat(splits(plan())).isEqualTo(Map.of(Split.TRAIN, 3L, Split.TEST, 2L));
  }

  @Test
  void patientsMayBeToldByPaths() throws IOException {
    pictures("d/p1", 2);
    pictures("d/p2", 2);
    text("d/dataset.conf", "patient { from = path, pattern = \"^(p\\\\d+)/\" }");

    Map<String, Long> images =
        plan().units().stream()
            .collect(Collectors.groupingBy(Unit::patient, Collectors.counting()));

    assertThat(images).hasSize(2).containsOnlyKeys(key("p1"), key("p2"));
    assertThat(images.values()).containsOnly(2L);
  }

  @Test
  void aTestPatientInsideTrainingIsAnErrorThatNamesTheKeyAndNotThePatient() throws IOException {
    pictures("d", 4);
    text("d/train.csv", "path,patient\n0.png,meier\n1.png,huber\n");
    text("d/test.csv", "path,patient\n2.png,meier\n3.png,kunz\n");

    assertThatThrownBy(this::plan)
        .isInstanceOf(InvalidCorpusException.class)
        .hasMessageContaining("dataset d: patient " + LocalIngest.IDENTITY.patient("d", "meier"))
        .hasMessageContaining("train and in test")
        .hasMessageNotContaining("meier");
  }

  @Test
  void everyDatasetsProblemIsToldAtOnceWithTheRemedyThatFits() throws IOException {
    pictures("a", 2);
    text("a/train.csv", "path,patient\n0.png,meier\n");
    text("a/test.csv", "path,patient\n1.png,meier\n");
    pictures("b/p1", 2);
    text("b/train.csv", "path,label\np1/0.png,x\n");
    text("b/test.csv", "path,label\np1/1.png,x\n");
    text("b/dataset.conf", "patient { from = path, pattern = \"^(p\\\\d+)/\" }");
    pictures("c", 2);
    text("c/train.csv", "path,patient\n0.png,meier\n");
    text("c/test.csv", "path,patient\n1.png,meier\n");
    text("c/dataset.conf", "patient.from = column");

    assertThatThrownBy(this::plan)
        .isInstanceOf(InvalidCorpusException.class)
        .hasMessageContainingAll(
            "dataset a: patient ", "dataset b: patient ", "dataset c: patient ")
        .hasMessageContainingAll(
            "say in dataset.conf whose they are: patient.from, patient.pattern",
            "mend patient.pattern in dataset.conf",
            "mend the tables' column patient")
        .hasMessageContaining("lvm-med locate " + LocalIngest.IDENTITY.patient("a", "meier"))
        .hasMessageNotContaining("meier")
        .hasMessageNotContaining("p1");
  }

  @Test
  void masksAndRawDataBelongToTheirImagesAndOthersAreNotListed() throws IOException {
    pictures("d/images", 3);
    Pictures.write(Pictures.mask(16, 16, 255), corpus.resolve("d/masks/0.png"));
    NiftiBuilder.of(4, 4, 4).counting().writePair(corpus.resolve("d"), "v");
    text("d/train.csv", "path,mask\nimages/0.png,masks/0.png\nv.hdr,\nimages/gone.png,\n");

    CorpusPlan plan = plan();

    assertThat(plan.units()).hasSize(2);
    Map<Fate, Long> fates =
        plan.fates().stream().collect(Collectors.groupingBy(FileFate::fate, Collectors.counting()));
    assertThat(fates)
        .isEqualTo(Map.of(Fate.COMPANION, 2L, Fate.NOT_IMAGE, 1L, Fate.QUARANTINED, 3L));
    assertThat(plan.fates())
        .filteredOn(fate -> fate.fate() == Fate.QUARANTINED)
        .extracting(fate -> fate.refusal().reason())
        .containsExactlyInAnyOrder(Reason.NOT_LISTED, Reason.NOT_LISTED, Reason.MISSING);
  }

  @Test
  void aFolderWithoutAnImageIsNamedAndSkipped() throws IOException {
    pictures("d", 2);
    text("matching/a.dd.gz", "no picture");
    text("matching/optima.csv", "a,b");

    CorpusPlan plan = plan();

    assertThat(plan.skipped()).containsExactly("matching");
    assertThat(plan.fates()).extracting(FileFate::fate).containsOnly(Fate.NOT_IMAGE);
  }

  @Test
  void picturesOfAKindThatIsNotReadAreNeverPassedOver() throws IOException {
    pictures("d", 2);
    text("photos/a.webp", "RIFF....WEBP");
    text("photos/b.jp2", "....jP");

    CorpusPlan plan = plan();

    assertThat(plan.fates()).extracting(FileFate::fate).containsOnly(Fate.QUARANTINED).hasSize(2);
    assertThat(plan.warnings()).extracting(Warning::kind).containsExactly("no images");
  }

  @Test
  void aCorpusWithoutAnyImageIsAnError() throws IOException {
    text("d/readme.txt", "nothing");

    assertThatThrownBy(this::plan)
        .isInstanceOf(InvalidCorpusException.class)
        .hasMessageContaining("none of its 1 files in 1 folders is an image");
  }

  @Test
  void splitsDoNotDependOnTheSecret() throws IOException {
    pictures("d", 30);
    text("d/train.csv", table("label", 0, 30, i -> "x"));

    Map<String, Split> ours =
        plan().units().stream().collect(Collectors.toMap(u -> u.files().get(0), Unit::split));
    Map<String, Split> theirs =
        LocalIngest.plan(corpus, DatasetDefaults.STANDARD, new Identity(Secret.of(new byte[16])))
            .units()
            .stream()
            .collect(Collectors.toMap(u -> u.files().get(0), Unit::split));

    assertThat(ours).isEqualTo(theirs).containsValues(Split.TRAIN, Split.VAL, Split.TEST);
  }

  private CorpusPlan plan() throws IOException {
    return LocalIngest.plan(corpus, DatasetDefaults.STANDARD);
  }

  private static String key(String patient) {
    return LocalIngest.IDENTITY.patient("d", patient);
  }

  private static Map<Split, Long> splits(CorpusPlan plan) {
    return plan.units().stream().collect(Collectors.groupingBy(Unit::split, Collectors.counting()));
  }

  private void pictures(String folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Pictures.write(Pictures.grey(16, 16, i), corpus.resolve(folder + "/" + i + ".png"));
    }
  }

  private static String table(
      String column, int from, int to, java.util.function.IntFunction<String> value) {
    return java.util.stream.IntStream.range(from, to)
        .mapToObj(i -> i + ".png," + value.apply(i) + "\n")
        .collect(Collectors.joining("", "path," + column + "\n", ""));
  }

  private void text(String path, String content) throws IOException {
    Files.createDirectories(corpus.resolve(path).getParent());
    Files.writeString(corpus.resolve(path), content);
  }
}
