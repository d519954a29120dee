package org.lvmmed.ingest.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.Reading;
import org.lvmmed.ingest.TiffBuilder;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

class TiffReaderTest {
  private static final int SUBFILE_TYPE = 254;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final double[] VALUES = {-300.5, 0, 0.25, 1, 2.5, 70000};

  @TempDir Path folder;

  static Stream<ByteOrder> orders() {
    return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void floatingPointKeepsValuesBeyondZeroAndOne(ByteOrder order) throws Exception {
    ByteBuffer four = ByteBuffer.allocate(24).order(order);
    ByteBuffer eight = ByteBuffer.allocate(48).order(order);
    for (double value : VALUES) {
      four.putFloat((float) value);
      eight.putDouble(value);
    }

    Reading single = read(new TiffBuilder(order).page(2, 3, 32, 3, four.array()));
    Reading twice = read(new TiffBuilder(order).page(2, 3, 64, 3, eight.array()));

    assertThat(single.header().type()).isEqualTo(SampleType.FLOAT32);
    assertThat(single.values()).containsExactly(VALUES);
    assertThat(twice.header().type()).isEqualTo(SampleType.FLOAT64);
    assertThat(twice.values()).containsExactly(VALUES);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void signedIntegersKeepTheirSign(ByteOrder order) throws Exception {
    byte[] wide =
        ByteBuffer.allocate(16).order(order).putInt(-5).putInt(7).putInt(-1).putInt(9).array();
    byte[] middle =
        ByteBuffer.allocate(8)
            .order(order)
            .putShort((short) -5)
            .putShort((short) 7)
            .putShort((short) -1)
            .putShort((short) 9)
            .array();

    assertThat(read(new TiffBuilder(order).page(2, 2, 8, 2, new byte[] {-5, 7, -1, 9})).values())
        .containsExactly(-5, 7, -1, 9);
    assertThat(read(new TiffBuilder(order).page(2, 2, 16, 2, middle)).values())
        .containsExactly(-5, 7, -1, 9);
    assertThat(read(new TiffBuilder(order).page(2, 2, 32, 2, wide)).values())
        .containsExactly(-5, 7, -1, 9);
    assertThat(read(new TiffBuilder(order).page(2, 2, 32, 1, wide)).values())
        .containsExactly(4294967291.0, 7, 4294967295.0, 9);
  }

  @Test
  void whiteAsZeroKeepsTheStoredValuesAndIsInvertedForViewing() throws Exception {
    TiffBuilder tiff =
        new TiffBuilder(ByteOrder.LITTLE_ENDIAN)
            .page(1, 2, 8, 1, new byte[] {10, (byte) 200})
            .tag(PHOTOMETRIC, 0);

    Reading read = read(tiff);

    assertThat(read.values()).containsExactly(10, 200);
    assertThat(read.header().inverted()).isTrue();
  }

  @Test
  void pagesOfSeveralSizesAreAllRead() throws Exception {
    byte[] ramp = new byte[600];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (i * 7);
    }
    Files.createDirectories(folder.resolve("d"));
    new TiffBuilder(ByteOrder.LITTLE_ENDIAN)
        .page(20, 30, 8, 1, ramp)
        .page(30, 20, 8, 1, ramp)
        .write(folder.resolve("d/a.tif"));

    LocalIngest ingest = LocalIngest.of(folder);

    assertThat(ingest.rows())
        .extracting(row -> row.height() + " x " + row.width())
        .containsExactlyInAnyOrder("20 x 30", "30 x 20");
  }

  @Test
  void smallerCopiesOfAPageAreLeftOut() throws Exception {
    Reading read =
        read(
            new TiffBuilder(ByteOrder.LITTLE_ENDIAN)
                .page(1, 1, 8, 1, new byte[] {9})
                .tag(SUBFILE_TYPE, 1)
                .page(2, 2, 8, 1, new byte[] {1, 2, 3, 4}));

    assertThat(read.header().dims()).isEqualTo(List.of(2, 2));
    assertThat(read.values()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void whatIsNotReadIsNamed() throws Exception {
    TiffBuilder tiff = new TiffBuilder(ByteOrder.LITTLE_ENDIAN).page(1, 2, 8, 1, new byte[2]);
    Path file = tiff.tag(COMPRESSION, 50001).write(folder.resolve("z.tif"));
    Path mixed =
        new TiffBuilder(ByteOrder.LITTLE_ENDIAN)
            .page(1, 2, 8, 1, new byte[2])
            .page(1, 2, 16, 1, new byte[4])
            .write(folder.resolve("m.tif"));

    assertThat(Reading.refusalOf(file)).hasMessageContaining("webp");
    assertThat(Reading.refusalOf(file).reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(Reading.refusalOf(mixed)).hasMessageContaining("1 x uint8 and 1 x uint16");
  }

  private Reading read(TiffBuilder tiff) throws Exception {
    return Reading.of(tiff.write(folder.resolve("a.tif")));
  }
}
