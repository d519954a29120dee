package org.lvmmed.ingest.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lvmmed.ingest.Archives.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.Archives;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.MaskPixels;
import org.lvmmed.ingest.corpus.ImageRow;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

class NpzDatasetTest {

  @TempDir Path corpus;

  @Test
  void anArchiveLikeMedMnistsIsALabelledDatasetWithItsOwnSplits() throws Exception {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    part(arrays, "train", 6, "12, 12", 144, 1);
    part(arrays, "val", 2, "12, 12", 144, 2);
    part(arrays, "test", 4, "12, 12", 144, 3);
    write("skinmnist.npz", arrays);

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.plan().datasets()).singleElement().matches(d -> d.name().equals("skinmnist"));
    assertThat(ingest.rows(Split.TRAIN)).hasSize(6);
    assertThat(ingest.rows(Split.VAL)).hasSize(2);
    assertThat(ingest.rows(Split.TEST))
        .extracting(ImageRow::label)
        .containsExactly("0", "1", "2", "0");
    byte[] stored = values(4 * 144, 3);
    int[] third = MaskPixels.picture(ingest.rows(Split.TEST).get(2));
    for (int i = 0; i < 144; i++) {
      assertThat(third[i]).isEqualTo(stored[2 * 144 + i] & 0xff);
    }
  }

  @Test
  void colourIsColourAndThreeAxesAreAVolume() throws Exception {
    Map<String, byte[]> colour = new LinkedHashMap<>();
    part(colour, "train", 4, "12, 12, 3", 432, 1);
    part(colour, "test", 2, "12, 12, 3", 432, 2);
    write("colour.npz", colour);
    Map<String, byte[]> volumes = new LinkedHashMap<>();
    part(volumes, "train", 3, "9, 12, 12", 9 * 144, 3);
    part(volumes, "test", 2, "9, 12, 12", 9 * 144, 4);
    write("volumes.npz", volumes);

    List<ImageRow> rows = LocalIngest.of(corpus).rows();

    assertThat(rows.stream().filter(row -> row.dataset().equals("colour")))
        .hasSize(6)
        .allMatch(row -> row.channels() == 3 && row.height() == 12);
    assertThat(rows.stream().filter(row -> row.dataset().equals("volumes")))
        .hasSize(5 * 9)
        .allMatch(row -> row.channels() == 1 && row.label() != null);
    assertThat(
            rows.stream()
                .filter(row -> row.dataset().equals("volumes"))
                .map(ImageRow::seriesKey)
                .distinct())
        .hasSize(5);
  }

  @Test
  void severalLabelsAPictureAreToldAndOneOfThemCanBeNamed() throws Exception {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    for (String split : List.of("train", "test")) {
      arrays.put(split + "_images", npy("|u1", "4, 12, 12", values(4 * 144, split.length())));
      arrays.put(
          split + "_labels", npy("|u1", "4, 3", new byte[] {0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0}));
    }
    write("d/chest.npz", arrays);

    LocalIngest ingest = LocalIngest.of(corpus);
    assertThat(ingest.rows()).hasSize(8).allMatch(row -> row.label() == null);
    assertThat(ingest.plan().warnings())
        .singleElement()
        .matches(warning -> warning.message().contains("columns.label = NUMBER"));

    Files.writeString(corpus.resolve("d/dataset.conf"), "columns.label = \"1\"");
    assertThat(LocalIngest.of(corpus).rows(Split.TEST))
        .extracting(ImageRow::label)
        .containsExactly("1", "0", "1", "0");
  }

  @Test
  void oneHotRowsAreOneLabelAndPicturesWithoutASplitAreADatasetToo() throws Exception {
    write(
        "d/a.npz",
        Map.of(
            "images", npy("|u1", "4, 12, 12", values(4 * 144, 5)),
            "labels", npy("|b1", "4, 2", new byte[] {0, 1, 1, 0, 1, 0, 0, 1})));

    List<ImageRow> rows = LocalIngest.of(corpus).rows();

    assertThat(rows).extracting(ImageRow::label).containsExactlyInAnyOrder("1", "0", "0", "1");
    assertThat(rows.stream().map(ImageRow::split)).contains(Split.TEST);
  }

  @Test
  void masksBesidePicturesAreTheirMasks() throws Exception {
    byte[] masks = new byte[3 * 144];
    masks[144 + 7] = 1;
    write(
        "d/a.npz",
        Map.of(
            "train_images", npy("|u1", "3, 12, 12", values(3 * 144, 5)),
            "train_masks", npy("|u1", "3, 12, 12", masks)));

    List<ImageRow> rows = LocalIngest.of(corpus).rows();

    assertThat(rows).hasSize(3);
    assertThat(rows.stream().mapToLong(NpzDatasetTest::foreground).sum()).isEqualTo(1);
  }

  private static long foreground(ImageRow row) {
    try {
      return MaskPixels.count(MaskPixels.mask(row), 1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void archivesThatDoNotFitThemselvesAreRefusedWhole() throws Exception {
    write(
        "d/fewer.npz",
        Map.of(
            "train_images", npy("|u1", "3, 12, 12", values(3 * 144, 5)),
            "train_labels", npy("|u1", "2, 1", new byte[2])));
    write("d/cut.npz", Map.of("train_images", npy("|u1", "9, 12, 12", values(3 * 144, 5))));
    write("d/bomb.npz", Map.of("train_images", npy("|u1", "2000000000, 1, 1", new byte[1000])));
    write(
        "d/text.npz",
        Map.of(
            "train_images", npy("|u1", "1, 12, 12", values(144, 5)),
            "train_labels", npy("<U5", "1", new byte[20])));
    byte[] flipped = stored(Map.of("train_images", npy("|u1", "3, 12, 12", values(3 * 144, 5))));
    flipped[300] ^= 1;
    Files.write(corpus.resolve("d/flipped.npz"), flipped);
    write("d/good.npz", Map.of("train_images", npy("|u1", "3, 12, 12", values(3 * 144, 6))));

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows()).hasSize(3);
    assertThat(ingest.refusals())
        .containsExactlyInAnyOrder(
            Reason.CORRUPT, Reason.TRUNCATED, Reason.TRUNCATED, Reason.UNSUPPORTED, Reason.CORRUPT);
  }

  private static void part(
      Map<String, byte[]> arrays, String split, int count, String shape, int bytes, long seed) {
    arrays.put(split + "_images", npy("|u1", count + ", " + shape, values(count * bytes, seed)));
    ByteBuffer labels = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      labels.putLong(i % 3);
    }
    arrays.put(split + "_labels", npy("<i8", count + ", 1", labels.array()));
  }

  private static byte[] values(int count, long seed) {
    byte[] values = new byte[count];
    new Random(seed).nextBytes(values);
    return values;
  }

  private void write(String name, Map<String, byte[]> arrays) throws IOException {
    Path file = corpus.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, Archives.zip(named(arrays)));
  }

  private static byte[] stored(Map<String, byte[]> arrays) throws IOException {
    return Archives.storedZip(named(arrays));
  }

  private static Map<String, byte[]> named(Map<String, byte[]> arrays) {
    Map<String, byte[]> named = new LinkedHashMap<>();
    arrays.forEach((array, content) -> named.put(array + ".npy", content));
    return named;
  }
}
