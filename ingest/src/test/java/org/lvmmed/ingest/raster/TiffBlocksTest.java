package org.lvmmed.ingest.raster;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvmmed.ingest.Reading;
import org.lvmmed.ingest.TiffBuilder;
import org.lvmmed.ingest.codec.EncodedSamples;
import org.lvmmed.ingest.codec.FrameSize;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class TiffBlocksTest {
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int ROWS_PER_STRIP = 278;
  private static final int SAMPLES_PER_PIXEL = 277;
  private static final int PREDICTOR = 317;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int DEFLATE = 8;
  private static final int LZMA = 34925;
  private static final int ZSTD = 50000;
  private static final int ROWS = 5;
  private static final int COLUMNS = 7;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "50000, 16, false, 1",
    "50000, 16, true, 2",
    "50000, 8, false, 2",
    "50000, 32, true, 1",
    "34925, 16, false, 2",
    "34925, 8, false, 1",
    "34925, 32, true, 2",
    "50000, 64, false, 1",
    "34925, 64, true, 2",
    "8, 64, false, 1",
    "8, 64, true, 2",
  })
  void packedWholeNumbersComeBackAsTheyWere(int compression, int bits, boolean big, int predictor)
      throws Exception {
    ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    long[] values = new long[ROWS * COLUMNS];
    Arrays.setAll(values, i -> (i * 2_654_435_761L >> 3) % (1L << Math.min(bits, 50)) / 3);
    byte[] stored = store(predictor == 2 ? differences(values) : values, bits, order);

    Reading read = read(page(order, bits, compression, stored).tag(PREDICTOR, predictor));

    assertThat(read.values())
        .containsExactly(Arrays.stream(values).mapToDouble(value -> value).toArray());
  }

  @Test
  void negativeNumbersOfSixtyFourBitsKeepTheirSign() throws Exception {
    byte[] stored = store(new long[] {-5, 7, Long.MIN_VALUE, 9}, 64, ByteOrder.LITTLE_ENDIAN);

    Reading read =
        read(
            new TiffBuilder(ByteOrder.LITTLE_ENDIAN)
                .page(2, 2, 64, 2, packed(DEFLATE, stored))
                .tag(COMPRESSION, DEFLATE));

    assertThat(read.header().type()).isEqualTo(SampleType.INT64);
    assertThat(read.values()).containsExactly(-5, 7, Long.MIN_VALUE, 9);
  }

  @ParameterizedTest
  @CsvSource({"50000, true", "50000, false", "34925, false"})
  void floatsWithThePredictorOfFloatsComeBackAsTheyWere(int compression, boolean big)
      throws Exception {
    float[] values = {-300.5f, 0, 0.25f, 1, 2.5f, 70000};
    byte[] apart = new byte[24];
    for (int line = 0; line < 2; line++) {
      for (int i = 0; i < 3; i++) {
        byte[] bytes = ByteBuffer.allocate(4).putFloat(values[3 * line + i]).array();
        for (int b = 0; b < 4; b++) {
          apart[12 * line + 3 * b + i] = bytes[b];
        }
      }
      for (int i = 11; i > 0; i--) {
        apart[12 * line + i] -= apart[12 * line + i - 1];
      }
    }
    ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;

    Reading read =
        read(
            new TiffBuilder(order)
                .page(2, 3, 32, 3, packed(compression, apart))
                .tag(COMPRESSION, compression)
                .tag(PREDICTOR, 3));

    assertThat(read.values()).containsExactly(-300.5, 0, 0.25, 1, 2.5, 70000);
  }

  @ParameterizedTest
  @CsvSource({"33005, 3, 8", "34712, 1, 16", "34712, 1, 8", "33003, 3, 8"})
  void tilesOfJpeg2000AreReadAndCutAtTheBorder(int compression, int samples, int bits)
      throws Exception {
    FrameSize tile = new FrameSize(32, 48, samples);
    EncodedSamples.Coded coded = EncodedSamples.jpeg2000(tile, bits);

    Reading read =
        read(
            new TiffBuilder(ByteOrder.LITTLE_ENDIAN)
                .page(30, 41, bits, 1, coded.stream())
                .tag(COMPRESSION, compression)
                .tag(SAMPLES_PER_PIXEL, samples)
                .tag(PHOTOMETRIC, samples == 3 ? 2 : 1)
                .tag(TILE_WIDTH, 48)
                .tag(TILE_HEIGHT, 32));

    assertThat(read.header().rows()).isEqualTo(30);
    assertThat(read.header().columns()).isEqualTo(41);
    double[] values = read.values();
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 41; x++) {
        int from = (y * 48 + x) * samples;
        int to = (y * 41 + x) * samples;
        if (compression == 33003) {
          double luminance = coded.values()[from];
          double red = luminance + 1.402 * (coded.values()[from + 2] - 128);
          assertThat(values[to]).isEqualTo(Math.max(0, Math.min(255, Math.round(red))));
        } else {
          assertThat(values[to]).isEqualTo(coded.values()[from]);
        }
      }
    }
  }

  @Test
  void dataThatEndEarlyAreRefused() throws Exception {
    byte[] half = store(new long[10], 8, ByteOrder.LITTLE_ENDIAN);

    UnreadableImageException refusal = refusalOf(page(ByteOrder.LITTLE_ENDIAN, 8, ZSTD, half));

    assertThat(refusal.reason()).isEqualTo(Reason.TRUNCATED);
  }

  @Test
  void damagedDataAreRefused() throws Exception {
    TiffBuilder tiff =
        new TiffBuilder(ByteOrder.LITTLE_ENDIAN)
            .page(ROWS, COLUMNS, 8, 1, new byte[40])
            .tag(COMPRESSION, LZMA);

    assertThat(refusalOf(tiff).reason()).isIn(Reason.CORRUPT, Reason.TRUNCATED);
  }

  @Test
  void stripsThatAreMissingAreRefused() throws Exception {
    TiffBuilder tiff =
        page(ByteOrder.LITTLE_ENDIAN, 8, ZSTD, new byte[ROWS * COLUMNS]).tag(ROWS_PER_STRIP, 2);

    assertThat(refusalOf(tiff)).hasMessageContaining("lacks strips or tiles");
  }

  @Test
  void palettesInZstdAreRefusedWithTheRemedy() throws Exception {
    TiffBuilder tiff =
        page(ByteOrder.LITTLE_ENDIAN, 8, ZSTD, new byte[ROWS * COLUMNS]).tag(PHOTOMETRIC, 3);

    assertThat(refusalOf(tiff)).hasMessageContaining("save the file uncompressed or with deflate");
  }

  private static TiffBuilder page(ByteOrder order, int bits, int compression, byte[] stored)
      throws IOException {
    return new TiffBuilder(order)
        .page(ROWS, COLUMNS, bits, 1, packed(compression, stored))
        .tag(COMPRESSION, compression);
  }

  private static byte[] packed(int compression, byte[] stored) throws IOException {
    if (compression == ZSTD) {
      return Zstd.compress(stored);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packing =
        compression == LZMA
            ? new XZOutputStream(out, new LZMA2Options())
            : new DeflaterOutputStream(out)) {
      packing.write(stored);
    }
    return out.toByteArray();
  }

  private static long[] differences(long[] values) {
    long[] out = new long[values.length];
    Arrays.setAll(out, i -> i % COLUMNS == 0 ? values[i] : values[i] - values[i - 1]);
    return out;
  }

  private static byte[] store(long[] values, int bits, ByteOrder order) {
    ByteBuffer out = ByteBuffer.allocate(values.length * bits / 8).order(order);
    for (long value : values) {
      switch (bits) {
        case 8 -> out.put((byte) value);
        case 16 -> out.putShort((short) value);
        case 32 -> out.putInt((int) value);
        default -> out.putLong(value);
      }
    }
    return out.array();
  }

  private Reading read(TiffBuilder tiff) throws Exception {
    return Reading.of(tiff.write(folder.resolve("a.tif")));
  }

  private UnreadableImageException refusalOf(TiffBuilder tiff) throws IOException {
    return Reading.refusalOf(tiff.write(folder.resolve("a.tif")));
  }
}
