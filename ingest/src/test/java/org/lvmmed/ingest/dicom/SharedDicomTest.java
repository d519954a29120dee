package org.lvmmed.ingest.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.ingest.image.UnreadableImageException;

/** The public samples whose values an independent reader has listed. */
@EnabledIf("samplesArePresent")
class SharedDicomTest {
  private static final Path FORMATS = formats();

  private static Path formats() {
    String shared = System.getProperty("lvmmed.shared");
    Path root = Path.of(System.getProperty("lvmmed.root", ".."));
    return (shared == null ? root.resolve("../shared") : Path.of(shared)).resolve("data/formats");
  }

  static boolean samplesArePresent() {
    return Files.exists(FORMATS.resolve("manifest.csv"));
  }

  @Test
  void everyListedValueIsMatched() throws IOException {
    Map<String, int[]> counts = new TreeMap<>();
    for (Map<String, String> row : manifest()) {
      int[] count = counts.computeIfAbsent(row.get("ts"), k -> new int[3]);
      count[0]++;
      Optional<Summary> image = read(FORMATS.resolve(row.get("path")));
      count[1] += image.isPresent() ? 1 : 0;
      if (!row.get("mean").isEmpty()) {
        assertThat(image).as(row.get("path")).isPresent();
        assertMatches(image.orElseThrow(), row);
        count[2]++;
      }
    }
    counts.forEach(
        (syntax, n) ->
            System.out.printf("%s: %d files, %d read, %d match%n", syntax, n[0], n[1], n[2]));
  }

  private static void assertMatches(Summary image, Map<String, String> row) {
    String path = row.get("path");
    assertThat(image.shape()).as(path).isEqualTo(row.get("decoded_shape"));
    assertThat(image.type()).as(path).isEqualTo(numpyName(row.get("decoded_dtype")));
    double mean = Double.parseDouble(row.get("mean"));
    double min = Double.parseDouble(row.get("min"));
    double max = Double.parseDouble(row.get("max"));
    if (row.get("check_note").isEmpty()) {
      assertThat(image.sha256()).as(path).isEqualTo(row.get("sha256_raw_le"));
      assertThat(image.min()).as(path).isEqualTo(min);
      assertThat(image.max()).as(path).isEqualTo(max);
      assertThat(image.mean()).as(path).isCloseTo(mean, within(1e-3));
    } else {
      assertThat(image.mean()).as(path).isCloseTo(mean, within(0.005 * (max - min)));
    }
  }

  private static String numpyName(String dtype) {
    return switch (dtype) {
      case ">u2" -> "uint16";
      case ">i2" -> "int16";
      case ">u4" -> "uint32";
      default -> dtype;
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CT1/CT1_RLE", "CT1/CT1_JPLL", "CT1/CT1_JLSL", "CT1/CT1_J2KR",
        "NM1/NM1_RLE", "NM1/NM1_JPLL", "NM1/NM1_JLSL", "NM1/NM1_J2KR",
        "VL1/VL1_RLE", "VL1/VL1_J2KR"
      })
  void losslessSyntaxesGiveTheUncompressedPixels(String name) throws Exception {
    Path folder = FORMATS.resolve("dicom_same_image");
    String reference = name.substring(0, name.lastIndexOf('_')) + "_UNC.dcm";

    assertThat(Summary.of(folder.resolve(name + ".dcm")).sha256())
        .isEqualTo(Summary.of(folder.resolve(reference)).sha256());
  }

  @ParameterizedTest
  @CsvSource({"CT1/CT1_JLSN,4", "NM1/NM1_JLSN,4"}) // NEAR of their scan headers
  void nearLosslessStaysWithinItsBound(String name, int bound) throws Exception {
    Path folder = FORMATS.resolve("dicom_same_image");
    String reference = name.substring(0, name.lastIndexOf('_')) + "_UNC.dcm";
    double[] coded = values(folder.resolve(name + ".dcm"));
    double[] original = values(folder.resolve(reference));

    double worst = 0;
    for (int i = 0; i < original.length; i++) {
      worst = Math.max(worst, Math.abs(coded[i] - original[i]));
    }
    assertThat(worst).isEqualTo(bound);
  }

  private static double[] values(Path file) throws Exception {
    return Decoded.of(Files.readAllBytes(file)).values(0);
  }

  /** Syntaxes that the list gives no values for, each against the same image in another one. */
  @ParameterizedTest
  @CsvSource({
    "MR_small_jpeg_ls_lossless.dcm,MR_small_implicit.dcm",
    "emri_small_jpeg_ls_lossless.dcm,emri_small_RLE.dcm",
    "emri_small_jpeg_2k_lossless_too_short.dcm,emri_small_RLE.dcm"
  })
  void theSameImageInAnotherSyntaxHasTheSamePixels(String name, String reference) throws Exception {
    Path folder = FORMATS.resolve("dicom");

    assertThat(Summary.of(folder.resolve("dicom-test-files__" + name)).sha256())
        .isEqualTo(Summary.of(folder.resolve("dicom-test-files__" + reference)).sha256());
  }

  @Test
  void oddButValidFilesAreRead() throws Exception {
    String plain = Summary.of(FORMATS.resolve("dicom_same_image/CT1/CT1_UNC.dcm")).sha256();

    for (String name : List.of("dicom_named.jpg", "dicom_without_extension")) {
      assertThat(Summary.of(FORMATS.resolve("odd_valid").resolve(name)).sha256()).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenFilesAreRefusedSoonAndCheaply(Path file) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long time = threads.getCurrentThreadCpuTime();

    assertThatThrownBy(() -> Summary.of(file)).isInstanceOf(UnreadableImageException.class);

    assertThat(threads.getCurrentThreadCpuTime() - time).isLessThan(2_000_000_000L);
    assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(512L << 20);
  }

  static Stream<Path> broken() throws IOException {
    try (Stream<Path> files = Files.list(FORMATS.resolve("broken"))) {
      return files.filter(f -> f.toString().endsWith(".dcm")).sorted().toList().stream();
    }
  }

  private static Optional<Summary> read(Path file) throws IOException {
    try {
      return Optional.of(Summary.of(file));
    } catch (UnreadableImageException e) {
      return Optional.empty();
    }
  }

  private static List<Map<String, String>> manifest() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    List<String> lines = Files.readAllLines(FORMATS.resolve("manifest.csv"));
    List<String> names = cells(lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        row.put(names.get(i), cells.get(i));
      }
      if (row.get("path").startsWith("dicom") && !row.get("path").endsWith(".nii.gz")) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<String> cells(String line) {
    List<String> out = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        out.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    out.add(cell.toString());
    return out;
  }
}
