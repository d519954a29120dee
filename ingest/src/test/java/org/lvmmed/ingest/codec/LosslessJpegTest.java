package org.lvmmed.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvmmed.ingest.image.UnreadableImageException;

class LosslessJpegTest {
  private static final FrameCodec CODEC = new JpegCodec();
  private static final FrameSize GREY = new FrameSize(23, 37, 1);
  private static final FrameSize COLOUR = new FrameSize(23, 37, 3);

  @ParameterizedTest
  @CsvSource({
    "1,8", "2,8", "3,8", "4,8", "5,8", "6,8", "7,8", "1,2", "7,10", "1,12", "4,16", "5,16", "6,16",
    "7,16"
  })
  void everyPredictorAndPrecisionComesBackExactly(int predictor, int bits) throws Exception {
    int[] image = Samples.image(GREY, bits, predictor * 100 + bits);

    Raster raster = CODEC.decode(encode(image, GREY, bits, predictor, 0, 0), GREY);

    assertThat(Samples.values(raster)).isEqualTo(image);
    assertThat(raster.precision()).isEqualTo(bits);
    assertThat(raster.lossy()).isFalse();
  }

  @Test
  void interleavedColourWithRestartsComesBackExactly() throws Exception {
    int[] image = Samples.image(COLOUR, 8, 1);

    assertThat(Samples.values(CODEC.decode(encode(image, COLOUR, 8, 6, 0, 2), COLOUR)))
        .isEqualTo(image);
  }

  @Test
  void aPointTransformDropsTheLowerBitsAndKeepsTheRange() throws Exception {
    int[] image = Arrays.stream(Samples.image(GREY, 12, 5)).map(v -> v & ~7).toArray();

    assertThat(Samples.values(CODEC.decode(encode(image, GREY, 12, 4, 3, 0), GREY)))
        .isEqualTo(image);
  }

  @Test
  void differencesThatWrapAroundWithFewerThan16BitsAreReduced() throws Exception {
    FrameSize size = new FrameSize(1, 2, 1);
    JpegWriter out = new JpegWriter();
    out.frame(0xc3, 8, 1, 2, 1);
    out.table(0, 5, 17);
    out.scan(new int[] {0}, 1, 0, 0);
    writeDifference(out, 52 - 128);
    writeDifference(out, -180); // 128 as 52 − 180 + 256
    byte[] stream = out.finish();

    assertThat(Samples.values(CODEC.decode(stream, size))).containsExactly(52, 128);
  }

  @Test
  void everyCutIsRefused() {
    FrameSize size = new FrameSize(5, 4, 1);
    byte[] whole = encode(Samples.image(size, 8, 3), size, 8, 1, 0, 0);

    for (int length = 0; length < whole.length - 2; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> CODEC.decode(cut, size))
          .as("first %d bytes", length)
          .isInstanceOf(UnreadableImageException.class);
    }
  }

  @Test
  void valuesLeftOverAtTheEndShowDamage() {
    FrameSize size = new FrameSize(5, 4, 1);
    FrameSize less = new FrameSize(4, 4, 1);
    byte[] stream = encode(Samples.image(size, 8, 3), size, 8, 1, 0, 0);
    stream[14] = 4; // rows in the frame header, behind SOI and DRI

    assertThatThrownBy(() -> CODEC.decode(stream, less))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("left over");
  }

  @Test
  void anImageOfAnotherSizeThanTheHeaderSaysIsRefused() {
    byte[] stream = encode(Samples.image(GREY, 8, 1), GREY, 8, 1, 0, 0);

    assertThatThrownBy(() -> CODEC.decode(stream, new FrameSize(37, 23, 1)))
        .hasMessageContaining("23 x 37 x 1 where the header says 37 x 23 x 1");
  }

  @Test
  void aFewBytesThatClaimAHugeImageAreRefusedBeforeMemoryIsSpent() {
    FrameSize huge = new FrameSize(65535, 4000, 1);
    JpegWriter out = new JpegWriter();
    out.frame(0xc3, 16, 65535, 4000, 1);

    assertThatThrownBy(() -> CODEC.decode(out.finish(), huge))
        .hasMessageContaining("cannot hold its 262140000 values");
  }

  @ParameterizedTest
  @CsvSource({"0xc9, arithmetic", "0xc5, hierarchical"})
  void otherProcessesAreNamedAsUnsupported(int marker, String name) {
    JpegWriter out = new JpegWriter();
    out.frame(marker, 8, 23, 37, 1);

    assertThatThrownBy(() -> CODEC.decode(out.finish(), GREY)).hasMessageContaining(name);
  }

  /** All components interleaved; differences in 5-bit codes for their categories. */
  static byte[] encode(
      int[] image, FrameSize size, int bits, int predictor, int shift, int restartRows) {
    JpegWriter out = new JpegWriter();
    int samples = size.samples();
    int interval = restartRows * size.columns();
    out.segment(0xdd, interval >>> 8, interval & 0xff);
    out.frame(0xc3, bits, size.rows(), size.columns(), samples);
    out.table(0, 5, 17);
    out.scan(samples == 1 ? new int[] {0} : new int[] {0, 1, 2}, predictor, 0, shift);
    int stride = size.columns() * samples;
    for (int i = 0; i < image.length; i++) {
      boolean firstColumn = i % stride < samples;
      boolean firstRow = restartRows == 0 ? i < stride : i / stride % restartRows == 0;
      if (firstRow && i % stride == 0 && i > 0) {
        out.align();
        out.marker(0xd0 + (i / stride / restartRows - 1) % 8);
      }
      int a = firstColumn ? 0 : image[i - samples] >> shift;
      int b = firstRow ? 0 : image[i - stride] >> shift;
      int c = firstRow || firstColumn ? 0 : image[i - stride - samples] >> shift;
      int prediction;
      if (firstColumn) {
        prediction = firstRow ? 1 << bits - shift - 1 : b;
      } else {
        prediction = firstRow ? a : predict(predictor, a, b, c);
      }
      writeDifference(out, (short) ((image[i] >> shift) - prediction));
    }
    return out.finish();
  }

  private static int predict(int predictor, int a, int b, int c) {
    return switch (predictor) {
      case 1 -> a;
      case 2 -> b;
      case 3 -> c;
      case 4 -> a + b - c;
      case 5 -> a + ((b - c) >> 1);
      case 6 -> b + ((a - c) >> 1);
      default -> (a + b) >> 1;
    };
  }

  private static void writeDifference(JpegWriter out, int difference) {
    int category = JpegWriter.category(difference);
    out.bits(category, 5);
    if (category < 16) {
      out.signed(difference, category);
    }
  }
}
