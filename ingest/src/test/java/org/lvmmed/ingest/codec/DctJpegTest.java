package org.lvmmed.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.ingest.image.UnreadableImageException;

class DctJpegTest {
  private static final FrameCodec CODEC = new JpegCodec();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void greyImagesMatchTheReferenceDecoderToOneLevel(boolean progressive) throws Exception {
    FrameSize size = new FrameSize(61, 83, 1);
    byte[] stream = write(size, BufferedImage.TYPE_BYTE_GRAY, progressive);

    int[] ours = Samples.values(CODEC.decode(stream, size));

    BufferedImage theirs = ImageIO.read(new ByteArrayInputStream(stream));
    int[] expected = theirs.getRaster().getPixels(0, 0, 83, 61, (int[]) null);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i]).isCloseTo(expected[i], within(1));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void subsampledColourComesAsLuminanceAndChrominance(boolean progressive) throws Exception {
    FrameSize size = new FrameSize(61, 83, 3);
    byte[] stream = write(size, BufferedImage.TYPE_3BYTE_BGR, progressive);

    Raster raster = CODEC.decode(stream, size);

    assertThat(raster.colour()).as("by its JFIF segment").isEqualTo(Raster.Colour.YBR);
    BufferedImage theirs = ImageIO.read(new ByteArrayInputStream(stream));
    int[] ours = Samples.values(raster);
    double difference = 0;
    for (int i = 0; i < 61 * 83; i++) {
      int rgb = theirs.getRGB(i % 83, i / 83);
      double luminance =
          0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
      difference += Math.abs(luminance - ours[3 * i]);
    }
    assertThat(difference / (61 * 83)).isLessThan(1);
  }

  @Test
  void twelveBitsComeBackWithinTheQuantisation() throws Exception {
    FrameSize size = new FrameSize(16, 24, 1);
    int[] image = new int[size.length()];
    for (int i = 0; i < image.length; i++) {
      image[i] = 100 + 150 * (i % 24) + 20 * (i / 24);
    }

    Raster raster = CODEC.decode(encode(image, size, 12, 0), size);

    assertThat(raster.precision()).isEqualTo(12);
    assertThat(raster.lossy()).isTrue();
    int[] ours = Samples.values(raster);
    for (int i = 0; i < image.length; i++) {
      assertThat(ours[i]).isCloseTo(image[i], within(2));
    }
  }

  @Test
  void restartIntervalsAreFollowed() throws Exception {
    FrameSize size = new FrameSize(16, 24, 1);
    int[] image = Samples.image(size, 8, 4);

    assertThat(CODEC.decode(encode(image, size, 8, 2), size).data())
        .isEqualTo(CODEC.decode(encode(image, size, 8, 0), size).data());
  }

  @Test
  void everyCutIsRefused() {
    FrameSize size = new FrameSize(8, 16, 1);
    byte[] whole = encode(Samples.image(size, 8, 3), size, 8, 1);

    for (int length = 0; length < whole.length - 2; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> CODEC.decode(cut, size))
          .as("first %d bytes", length)
          .isInstanceOf(UnreadableImageException.class);
    }
  }

  @Test
  void aMarkerWithoutSegmentBetweenSegmentsDoesNoHarm() throws Exception {
    FrameSize size = new FrameSize(8, 16, 1);
    byte[] stream = encode(Samples.image(size, 8, 3), size, 8, 0);
    byte[] odd = new byte[stream.length + 2];
    System.arraycopy(stream, 0, odd, 0, 2);
    odd[2] = -1;
    odd[3] = 1; // TEM
    System.arraycopy(stream, 2, odd, 4, stream.length - 2);

    assertThat(CODEC.decode(odd, size).data()).isEqualTo(CODEC.decode(stream, size).data());
  }

  static byte[] write(FrameSize size, int type, boolean progressive) throws IOException {
    BufferedImage image = new BufferedImage(size.columns(), size.rows(), type);
    int[] values = Samples.image(size, 8, 9);
    image.getRaster().setPixels(0, 0, size.columns(), size.rows(), values);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      var metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(image), parameters);
      writer.write(null, new IIOImage(image, null, metadata), parameters);
    }
    writer.dispose();
    return out.toByteArray();
  }

  /** One component, quantised by 1; 5-bit codes for the DC, 8-bit codes for the AC symbols. */
  static byte[] encode(int[] image, FrameSize size, int bits, int restartInterval) {
    JpegWriter out = new JpegWriter();
    int[] quantisation = new int[65];
    Arrays.fill(quantisation, 1, 65, 1);
    out.segment(0xdb, quantisation);
    out.segment(0xdd, 0, restartInterval);
    out.frame(0xc1, bits, size.rows(), size.columns(), 1);
    out.table(0x00, 5, 16);
    out.table(0x10, 8, 255);
    out.scan(new int[] {0}, 0, 63, 0);
    int blocks = size.rows() / 8 * size.columns() / 8;
    int previous = 0;
    for (int b = 0; b < blocks; b++) {
      if (restartInterval > 0 && b > 0 && b % restartInterval == 0) {
        out.align();
        out.marker(0xd0 + (b / restartInterval - 1) % 8);
        previous = 0;
      }
      int[] block = transform(image, size.columns(), b, bits);
      int category = JpegWriter.category(block[0] - previous);
      out.bits(category, 5);
      out.signed(block[0] - previous, category);
      previous = block[0];
      writeAc(out, block);
    }
    return out.finish();
  }

  private static void writeAc(JpegWriter out, int[] block) {
    int run = 0;
    for (int k = 1; k < 64; k++) {
      int value = block[JpegTables.zigzag(k)];
      if (value == 0) {
        run++;
        continue;
      }
      for (; run > 15; run -= 16) {
        out.bits(0xf0, 8);
      }
      int category = JpegWriter.category(value);
      out.bits(run << 4 | category, 8);
      out.signed(value, category);
      run = 0;
    }
    if (run > 0) {
      out.bits(0, 8);
    }
  }

  /** The forward transform of T.81, A.3.3, by its definition. */
  private static int[] transform(int[] image, int columns, int b, int bits) {
    int left = b % (columns / 8) * 8;
    int top = b / (columns / 8) * 8;
    int[] out = new int[64];
    for (int v = 0; v < 8; v++) {
      for (int u = 0; u < 8; u++) {
        double sum = 0;
        for (int i = 0; i < 64; i++) {
          double sample = image[(top + i / 8) * columns + left + i % 8] - (1 << bits - 1);
          sum +=
              sample
                  * Math.cos((2 * (i % 8) + 1) * u * Math.PI / 16)
                  * Math.cos((2 * (i / 8) + 1) * v * Math.PI / 16);
        }
        double scale = (u == 0 ? Math.sqrt(0.5) : 1) * (v == 0 ? Math.sqrt(0.5) : 1) / 4;
        out[v * 8 + u] = (int) Math.round(scale * sum);
      }
    }
    return out;
  }
}
