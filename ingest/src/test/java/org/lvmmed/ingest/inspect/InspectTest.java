package org.lvmmed.ingest.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.NiftiBuilder;
import org.lvmmed.ingest.SharedData;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.phantom.DicomFile;

class InspectTest {

  @TempDir Path folder;

  @Test
  void aLineTellsShapeTypeAndValues() throws IOException {
    Path file =
        NiftiBuilder.of(3, 2)
            .type(16, 4)
            .values(1, 2, 3, 4, 5.5, Double.NaN)
            .write(folder.resolve("v \"ä\".nii"));

    Config line = lines(List.of(file)).get(file.toString());

    assertThat(line.getString("format")).isEqualTo("nifti");
    assertThat(line.getIntList("shape")).containsExactly(2, 3);
    assertThat(line.getString("type")).isEqualTo("float32");
    assertThat(line.getDouble("min")).isEqualTo(1);
    assertThat(line.getDouble("max")).isEqualTo(5.5);
    assertThat(line.getDouble("mean")).isEqualTo(3.1);
    assertThat(line.getString("sha256")).hasSize(64);
  }

  @Test
  void aPictureThatAnIngestRefusesIsShownWithTheReason() throws IOException {
    Path mosaic = folder.resolve("mosaic.dcm");
    Files.write(
        mosaic,
        new DicomFile(8, 8, new short[64])
            .text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M\\MOSAIC")
            .bytes());

    Config line = lines(List.of(mosaic)).get(mosaic.toString());

    assertThat(line.getStringList("ingest.remarks").get(0))
        .startsWith("Ingest refuses it: A mosaic");
  }

  @Test
  void aLineTellsWhatAnIngestWouldMakeOfAFileAndOneWhatItDecidesOfADataset() throws IOException {
    Path volume =
        NiftiBuilder.of(4, 3, 2)
            .affine(1, 0, 0, 5, 0, 1, 0, 6, 0, 0, 3, 7)
            .counting()
            .write(folder.resolve("v.nii"));
    NiftiBuilder.of(4, 3, 2).counting().write(folder.resolve("m.nii"));
    Files.writeString(folder.resolve("train.csv"), "path,mask\nv.nii,m.nii\n");

    Map<String, Config> lines = lines(List.of(folder));

    Config ingest = lines.get(volume.toString()).getConfig("ingest");
    assertThat(ingest.getDouble("window.high")).isEqualTo(23);
    assertThat(ingest.getDoubleList("spacing")).containsExactly(1.0, 1.0, 3.0);
    assertThat(ingest.getString("geometry")).contains("(-5.000 -6.000 7.000)");
    assertThat(lines.get(folder.toString()).getString("dataset.masks")).startsWith("classes");
  }

  @Test
  void foldersAreWalkedAndDataBesideAHeaderToldForWhatTheyAre() throws IOException {
    NiftiBuilder.of(3, 2).counting().writePair(folder, "a");
    Files.writeString(
        folder.resolve("m.mhd"),
        "ObjectType = Image\n"
            + "NDims = 2\n"
            + "DimSize = 2 2\n"
            + "ElementType = MET_UCHAR\n"
            + "ElementDataFile = m.raw\n");
    Files.write(folder.resolve("m.raw"), new byte[] {1, 2, 3, 4});
    Files.writeString(folder.resolve("note.txt"), "text");
    Files.writeString(folder.resolve("noise.bin"), "text");

    Map<String, Config> lines = lines(List.of(folder, folder.resolve("gone")));

    assertThat(lines).hasSize(7);
    assertThat(code(lines, "m.raw")).isEqualTo("companion");
    assertThat(code(lines, "note.txt")).isEqualTo("not_an_image");
    assertThat(code(lines, "noise.bin")).isEqualTo("unknown_format");
    assertThat(code(lines, "gone")).isEqualTo("io");
    assertThat(lines.get(folder.resolve("m.mhd").toString()).getIntList("shape"))
        .containsExactly(2, 2);
  }

  @Test
  void everyOddFileIsRead() throws IOException {
    Path odd = SharedData.folder("formats/odd_valid");

    lines(List.of(odd))
        .forEach(
            (path, line) ->
                assertThat(line.hasPath("error") && !path.endsWith("manifest.csv"))
                    .as(path)
                    .isFalse());
  }

  @Test
  void everyBrokenFileIsRefusedInTime() throws IOException {
    Path broken = SharedData.folder("formats/broken");
    try (var files = Files.list(broken)) {
      for (Path file : files.sorted().toList()) {
        long start = System.nanoTime();
        Config line = lines(List.of(file)).get(file.toString());
        assertThat((System.nanoTime() - start) / 1e9).as(file.toString()).isLessThan(20);
        if (!file.endsWith("not_gzip.nii.gz")) {
          assertThat(line.hasPath("error.code")).as(file + " " + line).isTrue();
        }
      }
    }
  }

  @Test
  void ownVolumesHaveTheValuesThatWereWritten() throws IOException {
    Path formats = SharedData.folder("formats");
    List<String> rows = Files.readAllLines(formats.resolve("expected_own.csv"));
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",", -1);
      Path file = formats.resolve(cells[0]);
      Config line = lines(List.of(file)).get(file.toString());
      assertThat(line.getIntList("shape")).as(cells[0]).containsExactly(38, 50, 37);
      double slope = cells[2].contains("*2+10") ? 2 : 1;
      double intercept = cells[2].contains("*2+10") ? 10 : 0;
      assertThat(line.getDouble("min") * slope + intercept).isEqualTo(Double.parseDouble(cells[3]));
      assertThat(line.getDouble("max") * slope + intercept).isEqualTo(Double.parseDouble(cells[4]));
      assertThat(line.getDouble("mean") * slope + intercept)
          .isCloseTo(Double.parseDouble(cells[5]), org.assertj.core.api.Assertions.within(1e-3));
      if (cells[6].length() == 64) {
        assertThat(line.getString("sha256")).as(cells[0]).isEqualTo(cells[6]);
      }
    }
  }

  private static String code(Map<String, Config> lines, String name) {
    return lines.entrySet().stream()
        .filter(e -> e.getKey().endsWith(name))
        .findFirst()
        .orElseThrow()
        .getValue()
        .getString("error.code");
  }

  private static Map<String, Config> lines(List<Path> paths) throws IOException {
    List<String> lines = new ArrayList<>();
    new Inspect(ReadLimits.DEFAULT, lines::add).run(paths);
    Map<String, Config> parsed = new LinkedHashMap<>();
    for (String line : lines) {
      Config config = ConfigFactory.parseString(line);
      parsed.put(config.getString("path"), config);
    }
    return parsed;
  }
}
