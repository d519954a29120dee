package org.lvmmed.ingest.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomCorpusTest {
  private static final PhantomSettings SMALL = new PhantomSettings(7, 12, 48, 2, 2);
  private static final Set<String> FOLDERS =
      Set.of(
          "phantom_abdomen_ct",
          "phantom_brain_mri",
          "phantom_chest_xray",
          "phantom_breast_ultrasound",
          "phantom_fundus");

  private static Map<String, byte[]> corpus;

  @BeforeAll
  static void writeOnce() throws IOException {
    corpus = write(SMALL);
  }

  private static Map<String, byte[]> write(PhantomSettings settings) throws IOException {
    Map<String, ByteArrayOutputStream> files = new ConcurrentHashMap<>();
    new PhantomCorpus(settings)
        .write(path -> files.computeIfAbsent(path, p -> new ByteArrayOutputStream()));
    Map<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, content) -> bytes.put(path, content.toByteArray()));
    return bytes;
  }

  private static List<Map<String, String>> rows(String folder, String part) {
    List<String> lines = text(folder + "/" + part + ".csv").lines().toList();
    List<String> header = List.of(lines.get(0).split(","));
    return lines.stream().skip(1).map(line -> row(header, line.split(",", -1))).toList();
  }

  private static Map<String, String> row(List<String> header, String[] cells) {
    Map<String, String> row = new TreeMap<>();
    for (int i = 0; i < cells.length; i++) {
      row.put(header.get(i), cells[i]);
    }
    return row;
  }

  private static String text(String path) {
    return new String(corpus.get(path), StandardCharsets.UTF_8);
  }

  private static Set<String> values(String folder, String part, String column) {
    return rows(folder, part).stream().map(row -> row.get(column)).collect(Collectors.toSet());
  }

  @Test
  void equalSettingsGiveEqualFiles() throws IOException {
    assertThat(write(SMALL)).containsExactlyEntriesOf(corpus);
  }

  @Test
  void anotherSeedGivesOtherPictures() throws IOException {
    Map<String, byte[]> other = write(new PhantomSettings(8, 12, 48, 2, 2));
    assertThat(other.keySet()).isEqualTo(corpus.keySet());
    corpus.keySet().stream()
        .filter(path -> path.contains("/images/"))
        .forEach(path -> assertThat(other.get(path)).isNotEqualTo(corpus.get(path)));
  }

  @Test
  void moreSlicesOrPatientsLeaveThePicturesOfAPatientAsTheyAre() throws IOException {
    Map<String, byte[]> larger = write(new PhantomSettings(7, 16, 48, 2, 3));
    String path = "phantom_chest_xray/images/xr-0003-2.png";
    assertThat(larger.get(path)).isEqualTo(corpus.get(path));
  }

  @Test
  void everyFileIsNamedByARowOrDescribesTheDataset() {
    for (String folder : FOLDERS) {
      Set<String> named =
          rows(folder, "train").stream()
              .map(Map::values)
              .flatMap(c -> c.stream())
              .collect(Collectors.toSet());
      rows(folder, "test").forEach(row -> named.addAll(row.values()));
      named.addAll(List.of("dataset.conf", "train.csv", "test.csv"));
      List<String> files =
          corpus.keySet().stream()
              .filter(path -> path.startsWith(folder + "/"))
              .map(path -> path.substring(folder.length() + 1))
              .toList();
      assertThat(named).containsAll(files);
      assertThat(files).containsAll(values(folder, "train", "path"));
    }
  }

  @Test
  void noPatientIsInBothSplitsAndEveryClassIs() {
    for (String folder : FOLDERS) {
      assertThat(values(folder, "train", "patient"))
          .doesNotContainAnyElementsOf(values(folder, "test", "patient"))
          .hasSizeBetween(8, 9);
      assertThat(values(folder, "train", "label")).isEqualTo(values(folder, "test", "label"));
      assertThat(text(folder + "/dataset.conf"))
          .contains(values(folder, "train", "label"))
          .contains("patient { from = column }");
    }
  }

  @Test
  void volumesAreNiftiWithOneSliceAfterTheOther() throws IOException {
    ByteBuffer ct = gunzip("phantom_abdomen_ct/images/ct-0001.nii.gz");
    assertThat(shape(ct)).containsExactly(48, 48, 2);
    assertThat(ct.getShort(70)).as("int16").isEqualTo((short) 4);
    assertThat(ct.capacity()).isEqualTo(352 + 2 * 48 * 48 * 2);
    assertThat(ct.getShort(352)).as("air in the corner").isBetween((short) -1024, (short) -900);
    ByteBuffer mri = gunzip("phantom_brain_mri/images/mr-0001.nii.gz");
    assertThat(mri.getShort(70)).as("float32").isEqualTo((short) 16);
    assertThat(mri.capacity()).isEqualTo(352 + 4 * 48 * 48 * 2);
  }

  @Test
  void masksOfTheAbdomenHoldLiverKidneysAndAorta() throws IOException {
    for (Map<String, String> row : rows("phantom_abdomen_ct", "train")) {
      ByteBuffer mask = gunzip("phantom_abdomen_ct/" + row.get("mask"));
      Set<Integer> seen = new java.util.TreeSet<>();
      for (int i = 352; i < mask.capacity(); i++) {
        seen.add((int) mask.get(i));
      }
      assertThat(seen).containsExactly(0, 1, 2, 3);
    }
  }

  @Test
  void masksOfTheBreastAreEmptyWhereThereIsNoMass() throws IOException {
    for (Map<String, String> row : rows("phantom_breast_ultrasound", "test")) {
      BufferedImage mask = picture("phantom_breast_ultrasound/" + row.get("mask"));
      int[] values = mask.getRaster().getSamples(0, 0, 48, 48, 0, (int[]) null);
      assertThat(Arrays.stream(values).distinct().sorted().toArray())
          .isEqualTo(row.get("label").equals("normal") ? new int[] {0} : new int[] {0, 255});
    }
  }

  @Test
  void boxesLieInThePictureAndEveryNoduleHasOne() {
    for (Map<String, String> row : rows("phantom_chest_xray", "train")) {
      List<String> boxes = List.of(row.get("boxes").split(";"));
      assertThat(boxes.get(0)).endsWith(" heart");
      assertThat(boxes.size() > 1).isEqualTo(row.get("label").equals("nodules"));
      for (String box : boxes) {
        int[] c = Arrays.stream(box.split(" ")).limit(4).mapToInt(Integer::parseInt).toArray();
        assertThat(c[0]).isBetween(0, c[2] - 1);
        assertThat(c[1]).isBetween(0, c[3] - 1);
        assertThat(Math.max(c[2], c[3])).isLessThanOrEqualTo(48);
      }
    }
  }

  @Test
  void picturesComeInSixteenBitsInGreyAndInColour() throws IOException {
    BufferedImage xray = picture("phantom_chest_xray/images/xr-0001-1.png");
    assertThat(xray.getColorModel().getPixelSize()).isEqualTo(16);
    BufferedImage jpeg = picture("phantom_chest_xray/images/xr-0005-1.jpg");
    assertThat(jpeg.getRaster().getNumBands()).isEqualTo(1);
    BufferedImage fundus = picture("phantom_fundus/images/fu-0001-1.jpg");
    assertThat(fundus.getRaster().getNumBands()).isEqualTo(3);
    assertThat(List.of(xray.getWidth(), jpeg.getWidth(), fundus.getHeight())).containsOnly(48);
  }

  @Test
  void aDirectorySinkMakesTheFoldersItNeeds(@TempDir Path root) throws IOException {
    PhantomCorpus.Summary summary = new PhantomCorpus(SMALL).write(PhantomSink.directory(root));
    assertThat(summary).isEqualTo(new PhantomCorpus.Summary(5, 60, 12 * 2 + 3 * 24));
    assertThat(Files.readAllBytes(root.resolve("phantom_fundus/train.csv")))
        .isEqualTo(corpus.get("phantom_fundus/train.csv"));
  }

  @Test
  void aSizeOutOfRangeIsRefusedWithItsRule() {
    assertThatThrownBy(() -> new PhantomSettings(1, 12, 8, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid phantom.size: 8; it must lie between 32 and 1024");
  }

  @Test
  void aSinkThatFailsStopsTheCorpusWithItsOwnError() {
    PhantomSink full =
        path -> {
          throw new IOException("disk full");
        };
    assertThatThrownBy(() -> new PhantomCorpus(SMALL).write(full))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("disk full");
  }

  private static int[] shape(ByteBuffer nifti) {
    return new int[] {nifti.getShort(42), nifti.getShort(44), nifti.getShort(46)};
  }

  private static ByteBuffer gunzip(String path) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(corpus.get(path)))) {
      return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private static BufferedImage picture(String path) {
    try {
      return ImageIO.read(new ByteArrayInputStream(corpus.get(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
