package org.lvmmed.ingest.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lvmmed.ingest.Archives.entries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.Archives;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.Pictures;
import org.lvmmed.ingest.corpus.ImageRow;
import org.lvmmed.ingest.dataset.CorpusListing;
import org.lvmmed.ingest.dataset.DatasetDefaults;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.inspect.Inspect;
import org.lvmmed.ingest.io.LocalFileStore;
import org.lvmmed.ingest.locate.Locator;
import org.lvmmed.ingest.locate.Place;
import org.lvmmed.ingest.phantom.DicomFile;
import org.lvmmed.ingest.plan.Fate;
import org.lvmmed.ingest.read.ImageReaders;

class ArchivesTest {

  @TempDir Path corpus;

  @Test
  void anArchiveIsAFolderWithTablesOfItsOwn() throws Exception {
    Map<String, byte[]> files =
        entries(
            "set/train.csv",
            "path,label\nimg/1.png,a\nimg/2.png,b\nimg/3.png,a\n",
            "set/test.csv",
            "path,label\nimg/4.png,b\n",
            "set/dataset.conf",
            "modality = mri",
            "set/img/1.png",
            png(1),
            "set/img/2.png",
            png(2),
            "set/img/3.png",
            png(3),
            "set/img/4.png",
            png(4),
            "set/notes.txt",
            "no image");
    write("zipped.zip", Archives.zip(files));
    write("tarred.tar", Archives.tar(files));
    write("packed.tar.gz", Archives.tarGz(files));

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.plan().datasets())
        .extracting(rules -> rules.name() + " " + rules.modality())
        .containsExactly("packed mri", "tarred mri", "zipped mri");
    assertThat(ingest.rows()).hasSize(12).allMatch(row -> row.label() != null);
    assertThat(ingest.rows(Split.TEST)).hasSize(3).allMatch(row -> "b".equals(row.label()));
    assertThat(ingest.fates()).isEqualTo(Map.of(Fate.NOT_IMAGE, 12L));
  }

  @Test
  void aTableBesideAnArchiveNamesItsEntries() throws Exception {
    write("d/images.zip", Archives.zip(entries("a/1.png", png(1), "a/2.png", png(2))));
    write("d/masks.tgz", Archives.tarGz(entries("1.png", mask(), "2.png", mask())));
    write(
        "d/train.csv",
        "path,mask\nimages.zip/a/1.png,masks.tgz/1.png\nimages.zip/a/2.png,masks.tgz/2.png\n"
            .getBytes(UTF_8));

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows()).hasSize(2).allMatch(row -> row.mask() != null);
    assertThat(ingest.fates()).containsEntry(Fate.COMPANION, 2L);
  }

  @Test
  void aZipOfDicomIsASeriesInTheOrderOfItsSlicesWithItsPatient() throws Exception {
    Map<String, byte[]> slices = new LinkedHashMap<>();
    for (int z : new int[] {3, 0, 2, 1}) {
      slices.put("ct/IM" + (9 - z), slice(z));
    }
    write("d/ct.zip", Archives.zip(slices));
    write("e/ct.tar.gz", Archives.tarGz(slices));
    for (Map.Entry<String, byte[]> slice : slices.entrySet()) {
      write("f/" + slice.getKey(), slice.getValue());
    }

    LocalIngest ingest = LocalIngest.of(corpus);

    List<String> plain = hashes(ingest, "f");
    assertThat(plain).hasSize(4);
    assertThat(hashes(ingest, "d")).isEqualTo(plain);
    assertThat(hashes(ingest, "e")).isEqualTo(plain);
    assertThat(ingest.rows())
        .filteredOn(row -> row.dataset().equals("d"))
        .allMatch(row -> row.patientKey().equals(LocalIngest.IDENTITY.patient("d", "P7")))
        .allMatch(row -> row.seriesKey().equals(LocalIngest.IDENTITY.series("d", "1.2.3")));
  }

  private static List<String> hashes(LocalIngest ingest, String dataset) {
    return ingest.rows().stream()
        .filter(row -> row.dataset().equals(dataset))
        .map(ImageRow::contentHash)
        .toList();
  }

  @Test
  void shardsOfSamplesGiveLabelsAndTheirNamesTheSplit() throws Exception {
    write(
        "w/train-000000.tar",
        Archives.tar(
            entries(
                "001.cls", "0", "001.png", png(1), "002.cls", "1\n", "002.png", png(2), "003.cls",
                "1", "003.png", png(3))));
    write(
        "w/train-000001.tar",
        Archives.tar(
            entries(
                "004.json",
                "{\"label\": 0, \"patient_id\": \"P4\"}",
                "004.png",
                png(4),
                "005.txt",
                "1",
                "005.png",
                png(5),
                "005.mask.png",
                mask())));
    write("w/val-000000.tar.gz", Archives.tarGz(entries("006.png", png(6), "006.cls", "1")));
    write("w/test-000000.tar", Archives.tar(entries("007.png", png(7), "007.cls", "0")));

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows(Split.TRAIN))
        .extracting(ImageRow::label)
        .containsExactly("0", "1", "1", "0", "1");
    assertThat(ingest.rows(Split.VAL)).extracting(ImageRow::label).containsExactly("1");
    assertThat(ingest.rows(Split.TEST)).extracting(ImageRow::label).containsExactly("0");
    assertThat(ingest.rows(Split.TRAIN).get(3).patientKey())
        .isEqualTo(LocalIngest.IDENTITY.patient("w", "P4"));
    assertThat(ingest.rows(Split.TRAIN).get(4).mask()).isNotNull();
  }

  @Test
  void classesOfShardsMayBeNumbersOfNumPyAndFoldersInThemTellTheSplit() throws Exception {
    write(
        "w/all.tar",
        Archives.tar(
            entries(
                "train/1.cls.npy",
                Archives.npy("<i8", "", new byte[] {2, 1, 0, 0, 0, 0, 0, 0}),
                "train/1.png",
                png(1),
                "train/2.cls.npy",
                Archives.npy(">i2", "1,", new byte[] {0, 7}),
                "train/2.png",
                png(2),
                "test/3.cls.npy",
                Archives.npy("|u1", "1,", new byte[] {(byte) 200}),
                "test/3.png",
                png(3),
                "test/4.cls.npy",
                Archives.npy("|u1", "2,", new byte[] {1, 0}),
                "test/4.png",
                png(4))));

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows())
        .extracting(row -> row.label() + (row.split() == Split.TEST ? " tests" : ""))
        .containsExactlyInAnyOrder("258", "7", "200 tests", "null tests");
    assertThat(ingest.fates()).isEqualTo(Map.of(Fate.NOT_IMAGE, 4L));
  }

  @Test
  void foldersInAnArchiveDivideAsFoldersDo() throws Exception {
    Map<String, byte[]> files =
        entries("train/1.png", png(1), "val/2.png", png(2), "test/3.png", png(3));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      write("plain/" + file.getKey(), file.getValue());
    }
    write("zipped/all.zip", Archives.zip(files));
    write("packed/all.tgz", Archives.tarGz(files));
    for (String split : List.of("train", "val", "test")) {
      String name = files.keySet().stream().filter(f -> f.startsWith(split)).findFirst().get();
      write("each/" + split + ".zip", Archives.zip(entries("p.png", files.get(name))));
    }
    for (String dataset : List.of("plain", "zipped", "packed", "each")) {
      assertThat(splits(dataset)).as(dataset).isEqualTo(Map.of(Split.TRAIN, 3L));
      write(dataset + "/dataset.conf", "split.rule = standard".getBytes(UTF_8));
      assertThat(splits(dataset))
          .as(dataset)
          .isEqualTo(Map.of(Split.TRAIN, 1L, Split.VAL, 1L, Split.TEST, 1L));
    }
  }

  private Map<Split, Long> splits(String dataset) throws IOException {
    return LocalIngest.of(corpus).rows().stream()
        .filter(row -> row.dataset().equals(dataset))
        .collect(Collectors.groupingBy(ImageRow::split, Collectors.counting()));
  }

  @Test
  void picturesOfOneSampleAreOfOnePatientAndOfOneSplit() throws Exception {
    for (int shard = 0; shard < 2; shard++) {
      write(
          "w/shard-%d.tar".formatted(shard),
          Archives.tar(
              entries(
                  "1.cls",
                  "0",
                  "1.left.png",
                  png(1 + 4 * shard),
                  "1.right.png",
                  png(2 + 4 * shard),
                  "2.cls",
                  "1",
                  "2.left.png",
                  png(3 + 4 * shard),
                  "2.right.png",
                  png(4 + 4 * shard))));
    }

    LocalIngest ingest = LocalIngest.of(corpus);

    List<String> patients = new ArrayList<>();
    for (Split split : Split.values()) {
      List<String> own = ingest.rows(split).stream().map(ImageRow::patientKey).toList();
      assertThat(own.size()).isEqualTo(2 * Set.copyOf(own).size());
      patients.addAll(own);
    }
    assertThat(patients).hasSize(8);
    assertThat(Set.copyOf(patients)).hasSize(4);
  }

  @Test
  void aRowLeadsBackToArchiveAndEntry() throws Exception {
    write("d/images.tar", Archives.tar(entries("a/1.png", png(1), "a/2.png", png(2))));
    try (ContainerStore store = ContainerStore.over(new LocalFileStore(corpus))) {
      Locator locator =
          new Locator(
              store,
              CorpusListing.of(store, "corpus", DatasetDefaults.STANDARD),
              ImageReaders.load(ReadLimits.DEFAULT),
              LocalIngest.IDENTITY);

      assertThat(locator.find(LocalIngest.of(corpus).rows().get(1).imageId()))
          .containsExactly(new Place("d", "d/images.tar/a/2.png", "image"));
    }
  }

  @Test
  void inspectShowsEveryEntryAndWhatAnIngestWillDoWithTheArchive() throws Exception {
    write("train-00.tar", Archives.tar(entries("1.png", png(1), "1.cls", "x", "../2.png", png(2))));
    List<String> lines = new java.util.ArrayList<>();

    new Inspect(ReadLimits.DEFAULT, lines::add).run(List.of(corpus.resolve("train-00.tar")));

    assertThat(lines.get(0)).contains("\"container\":{\"entries\":2,\"refused\":1,\"rows\":1");
    assertThat(lines).anyMatch(line -> line.contains("train-00.tar/1.png\",\"format\":\"png\""));
    assertThat(lines).anyMatch(line -> line.contains("\"code\":\"bad_reference\""));
    assertThat(lines)
        .anyMatch(
            line ->
                line.contains("\"splits\":{\"train\":1,\"val\":0,\"test\":0},\"labels\":[\"x\"]"));
  }

  @Test
  void anArchiveThatLiesUnpackedBesideItselfIsNotReadTwice() throws Exception {
    write("d/img/1.png", png(1));
    write("d/img/2.png", png(2));
    write("d/all.zip", Archives.zip(entries("img/1.png", png(1), "img/2.png", png(2))));

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows()).hasSize(2);
    assertThat(ingest.refusals()).containsExactly(Reason.DUPLICATE);
  }

  private static byte[] slice(int z) {
    short[] values = new short[400];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) (i * i % 900 + 100 * z);
    }
    return new DicomFile(20, 20, values)
        .text(0x00100020, "LO", "P7")
        .slice("1.2.3", 10 - z, z)
        .bytes();
  }

  private static byte[] png(int number) throws IOException {
    return Archives.png(Pictures.grey(32, 32, number));
  }

  private static byte[] mask() throws IOException {
    return Archives.png(Pictures.mask(32, 32, 255));
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = corpus.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
