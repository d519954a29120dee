package org.lvmmed.ingest.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.MaskPixels;
import org.lvmmed.ingest.Reading;
import org.lvmmed.ingest.TiffBuilder;
import org.lvmmed.ingest.corpus.ImageRow;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** Every page and picture of a file comes out as it is seen. */
class PagesTest {
  private static final int SIDE = 16;

  @TempDir Path corpus;

  @BeforeEach
  void folder() throws IOException {
    Files.createDirectories(corpus.resolve("d"));
    Files.writeString(corpus.resolve("d/dataset.conf"), "slices.skip-empty = false");
  }

  @Test
  void senseAndOrientationAreEachPagesOwn() throws Exception {
    byte[] ramp = new byte[SIDE * SIDE];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) i;
    }
    new TiffBuilder(ByteOrder.LITTLE_ENDIAN)
        .page(SIDE, SIDE, 8, 1, ramp)
        .page(SIDE, SIDE, 8, 1, ramp)
        .tag(262, 0)
        .page(SIDE, SIDE, 8, 1, ramp)
        .tag(274, 3)
        .write(corpus.resolve("d/p.tif"));

    List<ImageRow> rows = LocalIngest.of(corpus).rows();

    assertThat(MaskPixels.picture(rows.get(0))[1]).isEqualTo(1);
    assertThat(MaskPixels.picture(rows.get(1))[1]).isEqualTo(254);
    assertThat(MaskPixels.picture(rows.get(2))[1]).isEqualTo(254);
    assertThat(MaskPixels.picture(rows.get(2))[255]).isZero();
  }

  @Test
  void imagesBehindOneDirectoryAreAllRead() throws Exception {
    for (String description : new String[] {"ImageJ=1.53\nimages=3\n", "{\"shape\": [3, 4, 4]}"}) {
      byte[] text = description.getBytes(StandardCharsets.ISO_8859_1);
      ByteBuffer values = ByteBuffer.allocate(96 + text.length + 1).order(ByteOrder.BIG_ENDIAN);
      for (int i = 0; i < 48; i++) {
        values.putShort((short) (100 * i));
      }
      values.put(text);
      Path file = corpus.resolve("stack.tif");
      Files.write(file, described(values.array(), 96, text.length + 1));

      Reading read = Reading.of(file);

      assertThat(read.header().frames()).isEqualTo(3);
      assertThat(read.values()[47]).isEqualTo(4700);
      Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 90));
      assertThat(Reading.refusalOf(file).reason()).isEqualTo(Reason.TRUNCATED);
    }
  }

  /** A big-endian TIFF of 4 x 4 values of 16 bits, its description behind the values. */
  private static byte[] described(byte[] data, int at, int length) {
    int[][] entries = {
      {256, 4, 1, 4}, {257, 4, 1, 4}, {258, 4, 1, 16}, {259, 4, 1, 1}, {262, 4, 1, 1},
      {270, 2, length, 8 + at}, {273, 4, 1, 8}, {277, 4, 1, 1}, {278, 4, 1, 4}, {279, 4, 1, 32}
    };
    ByteBuffer out =
        ByteBuffer.allocate(8 + data.length + 6 + 12 * entries.length).order(ByteOrder.BIG_ENDIAN);
    out.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8 + data.length).put(data);
    out.putShort((short) entries.length);
    for (int[] e : entries) {
      out.putShort((short) e[0]).putShort((short) e[1]).putInt(e[2]).putInt(e[3]);
    }
    return out.array();
  }

  @Test
  void wholeNumbersOf64BitsAreRead() throws Exception {
    ByteBuffer values = ByteBuffer.allocate(8 * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (long v : new long[] {-5, 0, 1L << 40, 7}) {
      values.putLong(v);
    }
    Path file = corpus.resolve("wide.tif");
    new TiffBuilder(ByteOrder.LITTLE_ENDIAN).page(2, 2, 64, 2, values.array()).write(file);

    Reading read = Reading.of(file);

    assertThat(read.header().type()).isEqualTo(SampleType.INT64);
    assertThat(read.values()).containsExactly(-5, 0, 1L << 40, 7);
  }

  @Test
  void greyOfSeveralSamplesIsNoColour() throws Exception {
    byte[] data = new byte[SIDE * SIDE * 3];
    java.util.Arrays.fill(data, (byte) 9);
    data[0] = 0;
    new TiffBuilder(ByteOrder.LITTLE_ENDIAN)
        .page(SIDE, SIDE, 8, 1, data)
        .tag(277, 3)
        .write(corpus.resolve("d/c.tif"));

    LocalIngest ingest = LocalIngest.of(corpus);
    assertThat(ingest.rows())
        .as(ingest.outcomes().toString())
        .hasSize(3)
        .allMatch(row -> row.channels() == 1);
  }

  @Test
  void thePatchesOfAnAnimationAreDrawnOverWhatWasThere() throws Exception {
    Files.write(corpus.resolve("d/cine.gif"), animation());

    List<ImageRow> rows = LocalIngest.of(corpus).rows();

    assertThat(rows).hasSize(3).allMatch(row -> row.height() == SIDE && row.width() == SIDE);
    int[] last = MaskPixels.picture(rows.get(2));
    assertThat(last[0]).isEqualTo(255);
    assertThat(last[1 * SIDE + 1]).isZero();
    assertThat(last[2 * SIDE + 2]).isZero();
    assertThat(MaskPixels.picture(rows.get(1))[2 * SIDE + 2]).isEqualTo(255);
  }

  /** White all over, then a black pixel on the diagonal for each further picture. */
  private static byte[] animation() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < 3; i++) {
        BufferedImage part = part(i == 0 ? SIDE : 1, i == 0 ? 1 : 0);
        IIOMetadata metadata =
            writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(part), null);
        String format = metadata.getNativeMetadataFormatName();
        IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(format);
        IIOMetadataNode descriptor =
            (IIOMetadataNode) tree.getElementsByTagName("ImageDescriptor").item(0);
        descriptor.setAttribute("imageLeftPosition", "" + i);
        descriptor.setAttribute("imageTopPosition", "" + i);
        metadata.setFromTree(format, tree);
        writer.writeToSequence(new IIOImage(part, null, metadata), null);
      }
      writer.endWriteSequence();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage part(int side, int white) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
    for (int p = 0; p < side * side; p++) {
      image.getRaster().setSample(p % side, p / side, 0, white);
    }
    return image;
  }
}
