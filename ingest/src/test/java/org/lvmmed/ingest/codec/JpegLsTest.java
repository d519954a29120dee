package org.lvmmed.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvmmed.ingest.image.UnreadableImageException;

class JpegLsTest {
  private static final FrameCodec CODEC = new JpegCodec();
  private static final int[] NO_PRESET = {};

  @ParameterizedTest
  @CsvSource({"2,0", "8,0", "12,0", "16,0", "8,3", "12,10", "16,255"})
  void greyImagesComeBackWithinTheErrorBound(int bits, int near) throws Exception {
    FrameSize size = new FrameSize(67, 91, 1);
    int[] image = Samples.image(size, bits, bits * 1000L + near);

    Raster raster = CODEC.decode(encode(image, size, bits, near, 0, NO_PRESET), size);

    assertClose(Samples.values(raster), image, near);
    assertThat(raster.lossy()).isEqualTo(near > 0);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "2,0", "0,2", "1,2", "2,2"})
  void colourComesBackInEveryInterleaving(int interleaving, int near) throws Exception {
    FrameSize size = new FrameSize(31, 45, 3);
    int[] image = Samples.image(size, 8, 77);

    Raster raster = CODEC.decode(encode(image, size, 8, near, interleaving, NO_PRESET), size);

    assertClose(Samples.values(raster), image, near);
  }

  @Test
  void flatImagesAreRunsToTheEndOfEveryLine() throws Exception {
    FrameSize size = new FrameSize(200, 300, 1);
    int[] image = new int[size.length()];
    Arrays.fill(image, 9);

    byte[] stream = encode(image, size, 8, 0, 0, NO_PRESET);

    assertThat(stream.length).isLessThan(400);
    assertThat(Samples.values(CODEC.decode(stream, size))).isEqualTo(image);
  }

  @Test
  void presetThresholdsAreFollowed() throws Exception {
    FrameSize size = new FrameSize(20, 30, 1);
    int[] image = Samples.image(size, 8, 5);

    byte[] stream = encode(image, size, 8, 0, 0, new int[] {9, 40, 100});

    assertThat(Samples.values(CODEC.decode(stream, size))).isEqualTo(image);
  }

  @Test
  void everyCutIsRefused() {
    FrameSize size = new FrameSize(6, 7, 1);
    byte[] whole = encode(Samples.image(size, 8, 3), size, 8, 0, 0, NO_PRESET);

    for (int length = 0; length < whole.length - 2; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> CODEC.decode(cut, size))
          .as("first %d bytes", length)
          .isInstanceOf(UnreadableImageException.class);
    }
  }

  @Test
  void thresholdsOutOfOrderAreRefused() {
    FrameSize size = new FrameSize(6, 7, 1);
    byte[] stream = encode(new int[42], size, 8, 0, 0, new int[] {50, 40, 100});

    assertThatThrownBy(() -> CODEC.decode(stream, size)).hasMessageContaining("thresholds 50");
  }

  private static void assertClose(int[] decoded, int[] image, int near) {
    int worst = 0;
    for (int i = 0; i < image.length; i++) {
      worst = Math.max(worst, Math.abs(decoded[i] - image[i]));
    }
    assertThat(worst).isLessThanOrEqualTo(near);
  }

  static byte[] encode(
      int[] image, FrameSize size, int bits, int near, int interleaving, int[] preset) {
    JpegWriter header = new JpegWriter();
    header.frame(0xf7, bits, size.rows(), size.columns(), size.samples());
    if (preset.length == 3) {
      header.segment(0xf8, 1, 0, 0, 0, preset[0], 0, preset[1], 0, preset[2], 0, 0);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] start = header.finish();
    out.write(start, 0, start.length - 2);
    int[] thresholds = preset.length == 3 ? preset : defaultThresholds((1 << bits) - 1, near);
    int scans = interleaving == 0 ? size.samples() : 1;
    int perScan = size.samples() / scans;
    for (int s = 0; s < scans; s++) {
      writeScanHeader(out, s, perScan, near, interleaving);
      out.writeBytes(scan(image, size, s, perScan, bits, near, interleaving, thresholds));
    }
    out.write(0xff);
    out.write(0xd9);
    return out.toByteArray();
  }

  private static void writeScanHeader(
      ByteArrayOutputStream out, int first, int components, int near, int interleaving) {
    out.writeBytes(new byte[] {-1, (byte) 0xda, 0, (byte) (6 + 2 * components)});
    out.write(components);
    for (int c = 0; c < components; c++) {
      out.write(first + c + 1);
      out.write(0);
    }
    out.writeBytes(new byte[] {(byte) near, (byte) interleaving, 0});
  }

  private static byte[] scan(
      int[] image,
      FrameSize size,
      int first,
      int components,
      int bits,
      int near,
      int interleaving,
      int[] thresholds) {
    LsEncoder encoder = new LsEncoder(bits, near, components, thresholds);
    int width = size.columns();
    int[][] above = new int[components][width + 2];
    for (int y = 0; y < size.rows(); y++) {
      int[][] lines = new int[components][width + 2];
      for (int c = 0; c < components; c++) {
        for (int x = 1; x <= width; x++) {
          lines[c][x] = image[(y * width + x - 1) * size.samples() + first + c];
        }
        lines[c][0] = above[c][1];
        above[c][width + 1] = above[c][width];
      }
      if (interleaving == 2) {
        encoder.lineBySample(above, lines, width);
      } else {
        for (int c = 0; c < components; c++) {
          encoder.line(c, above[c], lines[c], width);
        }
      }
      above = lines;
    }
    return encoder.finish();
  }

  /** The table of T.87, C.2.4.1.1.1, for what the tests use. */
  private static int[] defaultThresholds(int max, int near) {
    int factor = max >= 128 ? (Math.min(max, 4095) + 128) / 256 : 256 / (max + 1);
    int t1 = max >= 128 ? factor + 2 + 3 * near : Math.max(2, 3 / factor + 3 * near);
    int t2 = max >= 128 ? 4 * factor + 3 + 5 * near : Math.max(3, 7 / factor + 5 * near);
    int t3 = max >= 128 ? 17 * factor + 4 + 7 * near : Math.max(4, 21 / factor + 7 * near);
    t1 = t1 > max ? near + 1 : Math.max(t1, near + 1);
    t2 = t2 > max ? t1 : Math.max(t2, t1);
    t3 = t3 > max ? t2 : Math.max(t3, t2);
    return new int[] {t1, t2, t3};
  }
}
