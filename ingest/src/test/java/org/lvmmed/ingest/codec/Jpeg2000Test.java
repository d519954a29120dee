package org.lvmmed.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.jaiimageio.jpeg2000.J2KImageWriteParam;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * JPEG 2000 against the library's own encoder, which is lossless as long as tiles are not small: it
 * leaves passes of code blocks of few values out.
 */
class Jpeg2000Test {
  private static final FrameCodec CODEC = new Jpeg2000Codec();
  private static final FrameSize GREY = new FrameSize(45, 70, 1);
  private static final FrameSize COLOUR = new FrameSize(45, 70, 3);

  @ParameterizedTest
  @CsvSource({"8,70", "16,70", "8,32"})
  void reversibleGreyComesBackExactly(int bits, int tile) throws Exception {
    int[] image = Samples.image(GREY, bits, 11);

    Raster raster = CODEC.decode(encode(image, GREY, bits, tile, true), GREY);

    assertThat(Samples.values(raster)).isEqualTo(image);
    assertThat(raster.precision()).isEqualTo(bits);
    assertThat(raster.lossy()).isFalse();
  }

  @Test
  void reversibleColourComesBackExactly() throws Exception {
    int[] image = Samples.image(COLOUR, 8, 12);

    assertThat(Samples.values(CODEC.decode(encode(image, COLOUR, 8, 70, true), COLOUR)))
        .isEqualTo(image);
  }

  @Test
  void irreversibleColourKeepsTheMeanOfDarkImages() throws Exception {
    int[] image = Arrays.stream(Samples.image(COLOUR, 8, 13)).map(v -> v / 8).toArray();

    Raster raster = CODEC.decode(encode(image, COLOUR, 8, 70, false), COLOUR);

    assertThat(raster.lossy()).isTrue();
    double mean = Arrays.stream(image).average().orElseThrow();
    assertThat(Arrays.stream(Samples.values(raster)).average().orElseThrow())
        .isCloseTo(mean, org.assertj.core.api.Assertions.within(0.1));
  }

  @Test
  void theCodestreamIsFoundInAJp2File() throws Exception {
    int[] image = Samples.image(GREY, 8, 11);
    byte[] stream = encode(image, GREY, 8, 70, true);

    assertThat(Arrays.copyOf(stream, 8)).as("the writer wraps it").endsWith('j', 'P', ' ', ' ');
    byte[] bare = Arrays.copyOfRange(stream, start(stream), stream.length);
    assertThat(CODEC.decode(bare, GREY).data()).isEqualTo(CODEC.decode(stream, GREY).data());
  }

  @Test
  void aStreamThatEndsInsideItsTilesIsRefused() throws Exception {
    byte[] stream = encode(Samples.image(GREY, 8, 11), GREY, 8, 70, true);

    assertThatThrownBy(() -> CODEC.decode(Arrays.copyOf(stream, stream.length - 100), GREY))
        .hasMessage("Truncated JPEG 2000 data: it ends inside a tile-part");
  }

  @Test
  void dimensionsAndTilesThatLieAreRefused() throws Exception {
    byte[] stream = encode(Samples.image(GREY, 8, 11), GREY, 8, 70, true);
    int siz = start(stream) + 2;
    byte[] tiny = stream.clone();
    Arrays.fill(tiny, siz + 22, siz + 30, (byte) 0);

    assertThatThrownBy(() -> CODEC.decode(stream, COLOUR)).hasMessageContaining("45 x 70 x 1");
    assertThatThrownBy(() -> CODEC.decode(tiny, GREY)).hasMessageContaining("tiles of 0 x 0");
  }

  @Test
  void highThroughputIsNamedAsUnsupported() throws Exception {
    byte[] stream = encode(Samples.image(GREY, 8, 11), GREY, 8, 70, true);
    stream[start(stream) + 6] = 0x40;

    assertThatThrownBy(() -> CODEC.decode(stream, GREY))
        .hasMessageContaining("High-Throughput")
        .hasFieldOrPropertyWithValue("reason", Reason.UNSUPPORTED);
  }

  private static int start(byte[] stream) {
    int at = 0;
    while ((stream[at] & 0xff) != 0xff || stream[at + 1] != 0x4f) {
      at++;
    }
    return at;
  }

  static byte[] encode(int[] values, FrameSize size, int bits, int tile, boolean lossless)
      throws IOException {
    int type =
        size.samples() == 3
            ? BufferedImage.TYPE_3BYTE_BGR
            : bits == 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY;
    BufferedImage image = new BufferedImage(size.columns(), size.rows(), type);
    image.getRaster().setPixels(0, 0, size.columns(), size.rows(), values);
    ImageWriter writer = new J2KImageWriterSpi().createWriterInstance();
    J2KImageWriteParam parameters = (J2KImageWriteParam) writer.getDefaultWriteParam();
    parameters.setLossless(lossless);
    if (!lossless) {
      parameters.setEncodingRate(20);
    }
    parameters.setFilter(lossless ? J2KImageWriteParam.FILTER_53 : J2KImageWriteParam.FILTER_97);
    parameters.setTilingMode(J2KImageWriteParam.MODE_EXPLICIT);
    parameters.setTiling(tile, tile, 0, 0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    }
    writer.dispose();
    return out.toByteArray();
  }
}
