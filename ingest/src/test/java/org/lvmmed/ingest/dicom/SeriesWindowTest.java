package org.lvmmed.ingest.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.Pictures;
import org.lvmmed.ingest.corpus.ImageRow;

/** A series is one volume with one window, however its files are told of. */
class SeriesWindowTest {
  private static final int SIDE = 16;

  @TempDir Path corpus;

  @BeforeEach
  void folder() throws Exception {
    Files.createDirectories(corpus.resolve("d"));
  }

  @Test
  void filesThatNameDifferentWindowsShareTheCommonestAndItIsTold() throws Exception {
    int[] widths = {400, 1500, 400, 400, 80};
    for (int z = 0; z < widths.length; z++) {
      slice(
          z,
          "CT",
          1,
          file -> file.text(0x00281052, "DS", "-1024").text(0x00281050, "DS", "40"),
          widths[z]);
    }

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows())
        .hasSize(5)
        .extracting(ImageRow::contentHash)
        .containsOnly(ingest.rows().get(0).contentHash());
    assertThat(ingest.rows().get(0).window().high()).isEqualTo(239);
    assertThat(ingest.warnings()).containsExactly("windows");
  }

  @Test
  void slicesThatATableNamesAreStillOneSeries() throws Exception {
    for (int z = 0; z < 4; z++) {
      slice(z, "PT", z + 1, file -> file, 0);
    }
    Files.writeString(
        corpus.resolve("d/train.csv"), "path,label\ns3.dcm,a\ns2.dcm,b\ns1.dcm,a\ns0.dcm,b\n");

    List<ImageRow> rows = LocalIngest.of(corpus).rows();

    assertThat(rows).extracting(ImageRow::sliceIndex).containsExactly(0, 1, 2, 3);
    assertThat(rows).extracting(ImageRow::label).containsExactly("b", "a", "b", "a");
    assertThat(rows).extracting(ImageRow::window).containsOnly(rows.get(0).window());
    assertThat(rows).extracting(ImageRow::seriesKey).containsOnly(rows.get(0).seriesKey());
  }

  @Test
  void aPictureThatIsOneValueAllOverIsTold() throws Exception {
    Pictures.write(Pictures.grey16(32, 32, 3), corpus.resolve("d/a.png"));
    Files.writeString(corpus.resolve("d/dataset.conf"), "slices.window = \"-900 -100\"");
    assertThat(LocalIngest.of(corpus).warnings()).containsExactly("flat");

    Files.writeString(corpus.resolve("d/dataset.conf"), "modality = ct");
    assertThat(LocalIngest.of(corpus).warnings()).containsExactly("window");
  }

  private interface More {
    DicomBuilder to(DicomBuilder file);
  }

  private void slice(int z, String modality, int gain, More more, int width) throws Exception {
    byte[] pixels = new byte[2 * SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      int value = (900 + i % 200) * gain;
      pixels[2 * i] = (byte) value;
      pixels[2 * i + 1] = (byte) (value >> 8);
    }
    DicomBuilder file =
        DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, SIDE, SIDE, 16)
            .text(0x00080060, "CS", modality)
            .text(0x00100020, "LO", "somebody")
            .text(0x0020000E, "UI", "1.2.3")
            .text(0x00200032, "DS", "0\\0\\" + 3 * z)
            .text(0x00200037, "DS", "1\\0\\0\\0\\1\\0")
            .pixels("OW", pixels);
    if (width > 0) {
      file.text(0x00281051, "DS", Integer.toString(width));
    }
    Files.write(corpus.resolve("d/s" + z + ".dcm"), more.to(file).build());
  }
}
