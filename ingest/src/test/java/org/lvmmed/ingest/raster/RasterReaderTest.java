package org.lvmmed.ingest.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.ingest.Pictures;
import org.lvmmed.ingest.Reading;
import org.lvmmed.ingest.codec.EncodedSamples;
import org.lvmmed.ingest.codec.FrameSize;
import org.lvmmed.ingest.image.ImageHeader.Attribute;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

class RasterReaderTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void sixteenBitsAreKept(String format) throws Exception {
    BufferedImage image = Pictures.grey16(20, 30, 1);
    Reading read = Reading.of(Pictures.write(image, folder.resolve("a." + format)));

    assertThat(read.header().type()).isEqualTo(SampleType.UINT16);
    assertThat(read.header().bitsStored()).isEqualTo(16);
    assertThat(read.header().dims()).isEqualTo(List.of(30, 20));
    assertThat(read.values()).containsExactly(samples(image));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void colourComesAsRedGreenBlue(String format) throws Exception {
    BufferedImage image = Pictures.rgb(20, 30, 2);
    Reading read = Reading.of(Pictures.write(image, folder.resolve("a." + format)));

    assertThat(read.header().dims()).isEqualTo(List.of(30, 20, 3));
    assertThat(read.values()).containsExactly(samples(image));
  }

  @Test
  void theContentDecidesNotTheName() throws Exception {
    Path jpeg = Pictures.write(Pictures.rgb(20, 30, 3), folder.resolve("a.jpg"));
    Path named = Files.copy(jpeg, folder.resolve("b.png"));
    Path bare = Files.copy(jpeg, folder.resolve("c"));

    assertThat(Reading.of(named).header().format()).isEqualTo("jpeg");
    assertThat(Reading.of(bare).header().format()).isEqualTo("jpeg");
  }

  @Test
  void palettesStayIndices() throws Exception {
    byte[] levels = new byte[256];
    System.arraycopy(new byte[] {0, 100, (byte) 200, 30}, 0, levels, 0, 4);
    IndexColorModel palette = new IndexColorModel(8, 256, levels, new byte[256], levels);
    BufferedImage image = new BufferedImage(8, 4, BufferedImage.TYPE_BYTE_INDEXED, palette);
    for (int i = 0; i < 32; i++) {
      image.getRaster().setSample(i % 8, i / 8, 0, i % 4);
    }

    for (String format : List.of("png", "bmp")) {
      Reading read = Reading.of(Pictures.write(image, folder.resolve("p." + format)));
      assertThat(read.header().dims()).isEqualTo(List.of(4, 8));
      int[] colours = read.header().palette();
      for (int i = 0; i < 32; i++) {
        assertThat(colours[(int) read.frames().get(0).value(i)])
            .as(format + " value " + i)
            .isEqualTo(image.getRGB(i % 8, i / 8));
      }
    }
  }

  @Test
  void oneBitIsZeroOrOne() throws Exception {
    BufferedImage image = new BufferedImage(9, 4, BufferedImage.TYPE_BYTE_BINARY);
    image.getRaster().setSample(3, 2, 0, 1);
    Reading read = Reading.of(Pictures.write(image, folder.resolve("bw.png")));

    assertThat(read.header().type()).isEqualTo(SampleType.UINT8);
    assertThat(read.header().bitsStored()).isEqualTo(1);
    assertThat(Arrays.stream(read.values()).sum()).isEqualTo(1);
  }

  @Test
  void aTransparentColourAddsNoAlphaToStoredValues() throws Exception {
    byte[] png = Files.readAllBytes(Pictures.write(Pictures.rgb(9, 7, 3), folder.resolve("a.png")));
    byte[] chunk = {0, 0, 0, 6, 't', 'R', 'N', 'S', 0, 1, 0, 2, 0, 3, 0, 0, 0, 0};
    var crc = new java.util.zip.CRC32();
    crc.update(chunk, 4, 10);
    ByteBuffer.wrap(chunk).putInt(14, (int) crc.getValue());
    ByteBuffer out = ByteBuffer.allocate(png.length + chunk.length);
    out.put(png, 0, 33).put(chunk).put(png, 33, png.length - 33);

    Reading read = Reading.of(Files.write(folder.resolve("t.png"), out.array()));

    assertThat(read.header().dims()).isEqualTo(List.of(7, 9, 3));
    assertThat(read.values()).containsExactly(Reading.of(folder.resolve("a.png")).values());
  }

  @Test
  void greyJpegOfTwelveBitsIsRead() throws Exception {
    byte[] jpeg = EncodedSamples.twelveBits(new FrameSize(24, 32, 1));
    Reading read = Reading.of(Files.write(folder.resolve("deep.jpg"), jpeg));

    assertThat(read.header().type()).isEqualTo(SampleType.UINT16);
    assertThat(read.header().dims()).isEqualTo(List.of(24, 32));
    assertThat(Arrays.stream(read.values()).max().getAsDouble()).isGreaterThan(255);
  }

  @Test
  void severalPagesOfATiffAreFrames() throws Exception {
    Path file = folder.resolve("pages.tiff");
    var writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (var out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < 3; i++) {
        writer.writeToSequence(
            new javax.imageio.IIOImage(Pictures.grey(10, 12, i), null, null), null);
      }
      writer.endWriteSequence();
    }

    Reading read = Reading.of(file);

    assertThat(read.header().dims()).isEqualTo(List.of(3, 12, 10));
    assertThat(read.frames()).hasSize(3);
  }

  @Test
  void exifTellsHowThePictureIsTurned() throws Exception {
    byte[] plain =
        Files.readAllBytes(Pictures.write(Pictures.rgb(20, 30, 4), folder.resolve("a.jpg")));
    ByteBuffer exif = ByteBuffer.allocate(36).order(ByteOrder.BIG_ENDIAN);
    exif.putShort((short) 0xffe1).putShort((short) 34).put("Exif\0\0".getBytes());
    exif.put("MM\0*".getBytes()).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) 6)
        .putShort((short) 0);
    ByteBuffer turned = ByteBuffer.allocate(plain.length + 36);
    turned.put(plain, 0, 2).put(exif.array()).put(plain, 2, plain.length - 2);

    Reading read = Reading.of(Files.write(folder.resolve("turned.jpg"), turned.array()));

    assertThat(read.header().attributes()).containsEntry(Attribute.ORIENTATION, "6");
  }

  @Test
  void exifOfAPngTellsItToo() throws Exception {
    byte[] plain =
        Files.readAllBytes(Pictures.write(Pictures.grey(20, 30, 4), folder.resolve("a.png")));
    ByteBuffer exif = ByteBuffer.allocate(4 + 4 + 22 + 4);
    exif.putInt(22).put("eXIf".getBytes()).put("MM\0*".getBytes()).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(8 << 16);
    CRC32 crc = new CRC32();
    crc.update(exif.array(), 4, 26);
    exif.putInt((int) crc.getValue());
    int header = 8 + 25;
    ByteBuffer turned = ByteBuffer.allocate(plain.length + exif.capacity());
    turned.put(plain, 0, header).put(exif.array()).put(plain, header, plain.length - header);

    Reading read = Reading.of(Files.write(folder.resolve("turned.png"), turned.array()));

    assertThat(read.header().attributes()).containsEntry(Attribute.ORIENTATION, "8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
  void aCutFileIsRefusedWhereverItIsCut(String format) throws Exception {
    byte[] whole =
        Files.readAllBytes(Pictures.write(Pictures.grey(64, 64, 5), folder.resolve("a." + format)));
    for (double share : new double[] {0.1, 0.5, 0.9, 0.99}) {
      byte[] cut = Arrays.copyOf(whole, (int) (whole.length * share));
      Path file = Files.write(folder.resolve("cut." + format), cut);
      assertThat(Reading.refusalOf(file).reason())
          .as("%s cut at %s", format, share)
          .isIn(Reason.TRUNCATED, Reason.CORRUPT);
    }
  }

  @Test
  void aFlippedByteInAPngIsMetByItsChecksum() throws Exception {
    byte[] png =
        Files.readAllBytes(Pictures.write(Pictures.grey(64, 64, 6), folder.resolve("a.png")));
    png[png.length / 2] ^= 1;

    assertThat(Reading.refusalOf(Files.write(folder.resolve("b.png"), png)))
        .hasMessageContaining("checksum");
  }

  @Test
  void dimensionsAboveTheLimitsAreRefusedBeforeDecoding() throws Exception {
    ReadLimits small = new ReadLimits(1 << 20, 1000, 10, 10_000);
    for (String format : List.of("png", "jpg", "gif", "bmp", "tiff")) {
      Path file = Pictures.write(Pictures.grey(64, 64, 7), folder.resolve("big." + format));
      assertThat(Reading.refusalOf(file, small).reason()).isEqualTo(Reason.TOO_LARGE);
    }
  }

  @Test
  void otherContentIsOfAnUnknownFormat() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "<html>404</html>");
    Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);

    assertThat(Reading.refusalOf(text).reason()).isEqualTo(Reason.UNKNOWN_FORMAT);
    assertThat(Reading.refusalOf(empty).reason()).isEqualTo(Reason.EMPTY);
  }

  private static double[] samples(BufferedImage image) {
    int bands = image.getRaster().getNumBands();
    double[] all = new double[image.getWidth() * image.getHeight() * bands];
    return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), all);
  }
}
