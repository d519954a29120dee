package org.lvmmed.ingest.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.corpus.ImageRow;

/** Multi-frame PET gives each frame a rescale of its own; activity is compared between slices. */
class FrameRescaleTest {

  @TempDir Path corpus;

  @Test
  void aSliceOfTwiceTheSlopeIsTwiceAsBright() throws IOException {
    ByteBuffer values = ByteBuffer.allocate(4 * 256).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 512; i++) {
      values.putShort((short) (100 * (i % 256)));
    }
    DicomBuilder image =
        DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, 16, 16, 16)
            .text(0x00080060, "CS", "PT")
            .frames(2)
            .pixels("OW", values.array())
            .sequence(0x52009230, false, withSlope("1"), withSlope("2"));
    Files.createDirectories(corpus.resolve("d"));
    Files.write(corpus.resolve("d/pet.dcm"), image.build());

    List<ImageRow> rows =
        LocalIngest.of(corpus).rows().stream()
            .sorted(Comparator.comparing(ImageRow::sliceIndex))
            .toList();

    assertThat(rows).hasSize(2);
    double once = level(rows.get(0));
    assertThat(once).isGreaterThan(1000);
    assertThat(level(rows.get(1)) / once).isBetween(1.9, 2.1);
  }

  private static double level(ImageRow row) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(row.png())).getRaster().getSample(8, 4, 0);
  }

  private static DicomBuilder withSlope(String slope) {
    DicomBuilder item = new DicomBuilder(DicomBuilder.EXPLICIT_LE);
    DicomBuilder transformation =
        new DicomBuilder(DicomBuilder.EXPLICIT_LE)
            .text(0x00281052, "DS", "0")
            .text(0x00281053, "DS", slope);
    return item.sequence(0x00289145, false, transformation);
  }
}
