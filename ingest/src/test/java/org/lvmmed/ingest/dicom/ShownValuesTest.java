package org.lvmmed.ingest.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.corpus.ImageRow;

/** How DICOM says its values are shown, each against PS3.3's formula written out here. */
class ShownValuesTest {
  private static final int SIDE = 64;

  @TempDir Path corpus;

  @Test
  void theSigmoidIsTheStandards() throws Exception {
    assertShown(
        grey("MG")
            .text(0x00281050, "DS", "2000")
            .text(0x00281051, "DS", "900")
            .text(0x00281056, "CS", "SIGMOID"),
        x -> 1 / (1 + Math.exp(-4 * (x - 2000) / 900)));
  }

  @Test
  void linearAndLinearExactDifferByHalfAValue() throws Exception {
    assertShown(
        grey("MG").text(0x00281050, "DS", "8").text(0x00281051, "DS", "4"),
        x -> (x - (8 - 0.5)) / (4 - 1) + 0.5);
    assertShown(
        grey("MG")
            .text(0x00281050, "DS", "8")
            .text(0x00281051, "DS", "4")
            .text(0x00281056, "CS", "LINEAR_EXACT"),
        x -> (x - 8) / 4 + 0.5);
  }

  @Test
  void aVoiTableIsLookedUpAndItsEndsHoldBeyondIt() throws Exception {
    int[] entries = new int[1000];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = (int) Math.round(4095 * Math.sqrt(i / 999.0));
    }
    assertShown(
        grey("DX").sequence(0x00283010, false, table(500, 12, entries)),
        x -> Math.sqrt(Math.max(0, Math.min(999, x - 500)) / 999));
  }

  @Test
  void aModalityTableComesBeforeTheWindow() throws Exception {
    int[] entries = new int[SIDE * SIDE];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = 4095 - i;
    }
    assertShown(
        grey("CR")
            .sequence(0x00283000, false, table(0, 12, entries))
            .text(0x00281050, "DS", "2048")
            .text(0x00281051, "DS", "4096"),
        x -> (4095 - x - 2047.5) / 4095 + 0.5);
  }

  @Test
  void everyValueOfAPaddingRangeIsBlackAndLeftOutOfTheWindow() throws Exception {
    DicomBuilder image = grey("MR").us(0x00280120, 3000).us(0x00280121, 4095);

    ImageRow row = row(image);

    assertThat(row.window().high()).isBetween(2900.0, 3000.0);
    assertThat(value(row, 3500)).isZero();
    assertThat(value(row, 2900)).isGreaterThan(60000);
  }

  @Test
  void aFloatMayHavePaddingToo() throws Exception {
    ByteBuffer pixels = ByteBuffer.allocate(4 * SIDE * SIDE).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < SIDE * SIDE; i++) {
      pixels.putFloat(i < 2000 ? -1e6f : i);
    }
    ByteBuffer padding = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(-1e6f);
    DicomBuilder image =
        DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, SIDE, SIDE, 32)
            .text(0x00080060, "CS", "MR")
            .raw(0x00280122, "FL", padding.array())
            .raw(0x7FE00008, "OF", pixels.array());

    assertThat(row(image).window().low()).isBetween(2000.0, 2100.0);
  }

  /** Stored values 0, 1, 2 and so on. */
  private static DicomBuilder grey(String modality) {
    byte[] pixels = new byte[2 * SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      pixels[2 * i] = (byte) i;
      pixels[2 * i + 1] = (byte) (i >> 8);
    }
    return DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, SIDE, SIDE, 16)
        .text(0x00080060, "CS", modality)
        .pixels("OW", pixels);
  }

  private static DicomBuilder table(int first, int bits, int[] entries) {
    return new DicomBuilder(DicomBuilder.EXPLICIT_LE)
        .us(0x00283002, entries.length, first, bits)
        .us(0x00283006, entries);
  }

  private void assertShown(DicomBuilder image, DoubleUnaryOperator level) throws Exception {
    ImageRow row = row(image);
    for (int x = 0; x < SIDE * SIDE; x += 7) {
      double expected = Math.max(0, Math.min(1, level.applyAsDouble(x)));
      assertThat(value(row, x) / 65535.0).as("stored value " + x).isCloseTo(expected, within(3e-4));
    }
  }

  private ImageRow row(DicomBuilder image) throws Exception {
    Files.createDirectories(corpus.resolve("d"));
    Files.write(corpus.resolve("d/x.dcm"), image.build());
    return LocalIngest.of(corpus).rows().get(0);
  }

  private static int value(ImageRow row, int i) throws Exception {
    return javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(row.png()))
        .getRaster()
        .getSample(i % SIDE, i / SIDE, 0);
  }
}
