package org.lvmmed.ingest.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;

/** Stored values of uncompressed and byte-wise compressed pixels. */
class DicomPixelsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        DicomBuilder.IMPLICIT_LE,
        DicomBuilder.EXPLICIT_LE,
        DicomBuilder.DEFLATED,
        DicomBuilder.EXPLICIT_BE
      })
  void everyUncompressedSyntaxGivesTheSameValues(String syntax) throws Exception {
    ByteBuffer cells = cells(syntax, 12).putShort((short) -5).putShort((short) 300);
    cells.putShort((short) 7).putShort((short) -32768).putShort((short) 32767).putShort((short) 0);
    byte[] file =
        DicomBuilder.grey(syntax, 2, 3, 16).us(0x00280103, 1).pixels("OW", cells.array()).build();

    Decoded image = Decoded.of(file);

    assertThat(image.values(0)).containsExactly(-5, 300, 7, -32768, 32767, 0);
    assertThat(image.header().type()).isEqualTo(SampleType.INT16);
    assertThat(image.header().dims()).containsExactly(2, 3);
    assertThat(image.header().transferSyntax()).isEqualTo(syntax);
  }

  @Test
  void bigEndianWordsOfBytesAreSwappedAcrossFramesOfOddLength() throws Exception {
    byte[] file =
        DicomBuilder.grey(DicomBuilder.EXPLICIT_BE, 1, 3, 8)
            .frames(2)
            .pixels("OW", new byte[] {2, 1, 4, 3, 6, 5})
            .build();

    Decoded image = Decoded.of(file);

    assertThat(image.values(0)).containsExactly(1, 2, 3);
    assertThat(image.values(1)).containsExactly(4, 5, 6);
  }

  @Test
  void bitsThatDoNotBelongToTheValueAreRemoved() throws Exception {
    ByteBuffer cells = cells(DicomBuilder.EXPLICIT_LE, 4);
    cells.putShort((short) 0xF801).putShort((short) 0x57FF);
    DicomBuilder builder =
        DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, 1, 2, 16)
            .us(0x00280101, 12)
            .us(0x00280102, 11)
            .pixels("OW", cells.array());

    assertThat(Decoded.of(builder.build()).values(0)).containsExactly(0x801, 0x7FF);
    assertThat(Decoded.of(builder.us(0x00280103, 1).build()).values(0))
        .containsExactly(0x801 - 0x1000, 0x7FF);
    assertThat(Decoded.of(builder.us(0x00280102, 15).build()).values(0))
        .containsExactly(-128, 0x57F);
  }

  @ParameterizedTest
  @CsvSource({"1,UINT8", "5,UINT8", "8,UINT8", "12,UINT16", "16,UINT16", "24,UINT32", "32,UINT32"})
  void cellsOfAnyWidthAreReadAlsoWhereFramesMeetInsideAByte(int bits, SampleType type)
      throws Exception {
    Random random = new Random(bits);
    long[] values = random.longs(2 * 3 * 5, 0, 1L << bits).toArray();
    byte[] file =
        DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, 3, 5, bits)
            .frames(2)
            .pixels("OW", pack(values, bits))
            .build();

    Decoded image = Decoded.of(file);

    assertThat(image.header().type()).isEqualTo(type);
    for (int i = 0; i < values.length; i++) {
      assertThat(image.values(i / 15)[i % 15]).isEqualTo(values[i]);
    }
  }

  @Test
  void floatPixelsAreReadAsTheyAre() throws Exception {
    ByteBuffer cells = cells(DicomBuilder.EXPLICIT_LE, 16).putDouble(-0.5).putDouble(1e300);
    byte[] file =
        DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, 1, 2, 64)
            .raw(0x7FE00009, "OD", cells.array())
            .build();

    Decoded image = Decoded.of(file);

    assertThat(image.header().type()).isEqualTo(SampleType.FLOAT64);
    assertThat(image.values(0)).containsExactly(-0.5, 1e300);
  }

  @Test
  void planesOfColourAreInterleaved() throws Exception {
    byte[] file =
        DicomBuilder.colour(DicomBuilder.EXPLICIT_LE, 1, 2, "RGB")
            .us(0x00280006, 1)
            .pixels("OB", new byte[] {1, 2, 11, 12, 21, 22})
            .build();

    Decoded image = Decoded.of(file);

    assertThat(image.values(0)).containsExactly(1, 11, 21, 2, 12, 22);
    assertThat(image.header().dims()).containsExactly(1, 2, 3);
  }

  @Test
  void luminanceAndChrominanceBecomeRedGreenBlue() throws Exception {
    byte[] grey = {100, (byte) 128, (byte) 128};
    byte[] red = {76, 85, (byte) 255};
    byte[] file =
        DicomBuilder.colour(DicomBuilder.EXPLICIT_LE, 1, 2, "YBR_FULL")
            .pixels("OB", new byte[] {grey[0], grey[1], grey[2], red[0], red[1], red[2]})
            .build();

    assertThat(Decoded.of(file).values(0)).containsExactly(100, 100, 100, 254, 0, 0);
  }

  @Test
  void sharedChrominanceIsGivenToBothPixels() throws Exception {
    DicomBuilder builder = DicomBuilder.colour(DicomBuilder.EXPLICIT_LE, 1, 2, "YBR_FULL_422");
    byte[] shared = {100, 50, (byte) 128, (byte) 128};
    byte[] full = {100, (byte) 128, (byte) 128, 50, (byte) 128, (byte) 128};

    assertThat(Decoded.of(builder.pixels("OB", shared).build()).values(0))
        .containsExactly(100, 100, 100, 50, 50, 50);
    assertThat(Decoded.of(builder.pixels("OB", full).build()).values(0))
        .as("mislabelled: chrominance of every pixel is there")
        .containsExactly(100, 100, 100, 50, 50, 50);
  }

  @Test
  void framesAreCountedWhereTheHeaderHasNoNumberAndElseItIsObeyed() throws Exception {
    byte[] file =
        DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, 2, 2, 8)
            .pixels("OB", new byte[] {1, 2, 3, 4, 5, 6, 7, 8})
            .build();

    Decoded image = Decoded.of(file);
    Decoded one =
        Decoded.of(
            DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, 2, 2, 8)
                .frames(1)
                .pixels("OB", new byte[] {1, 2, 3, 4, 5, 6, 7, 8})
                .build());

    assertThat(image.header().frames()).isEqualTo(2);
    assertThat(image.values(1)).containsExactly(5, 6, 7, 8);
    assertThat(one.header().frames()).isEqualTo(1);
    assertThat(one.values(0)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void runLengthsOfSeveralBytesAndSamplesAreDecoded() throws Exception {
    byte[] frame =
        rle(
            new byte[] {(byte) -2, 1, 0, 7}, // three times 1, once 7
            new byte[] {3, 10, 20, 30, 40});
    byte[] file =
        DicomBuilder.grey(DicomBuilder.RLE, 2, 2, 16).fragments(new int[0], frame).build();

    assertThat(Decoded.of(file).values(0))
        .containsExactly(256 + 10, 256 + 20, 256 + 30, 7 * 256 + 40);
  }

  @Test
  void aRunLengthFrameThatEndsEarlyIsRefused() {
    byte[] frame = rle(new byte[] {(byte) -2, 1}, new byte[] {3, 10, 20, 30, 40});
    byte[] file =
        DicomBuilder.grey(DicomBuilder.RLE, 2, 2, 16).fragments(new int[0], frame).build();

    assertThatThrownBy(() -> Decoded.of(file))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("Truncated RLE frame: a segment ends after 3 of 4 bytes");
  }

  @Test
  void deflatedFramesAreInflatedOneByOne() throws Exception {
    byte[] file =
        DicomBuilder.grey(DicomBuilder.DEFLATED_FRAMES, 3, 3, 1)
            .frames(2)
            .fragments(
                new int[0],
                DicomBuilder.deflate(new byte[] {0b01010101, 1}),
                DicomBuilder.deflate(new byte[] {(byte) 0b10000000, 0}))
            .build();

    Decoded image = Decoded.of(file);

    assertThat(image.values(0)).containsExactly(1, 0, 1, 0, 1, 0, 1, 0, 1);
    assertThat(image.values(1)).containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 0);
  }

  private static ByteBuffer cells(String syntax, int bytes) {
    boolean big = syntax.equals(DicomBuilder.EXPLICIT_BE);
    return ByteBuffer.allocate(bytes).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] pack(long[] values, int bits) {
    byte[] out = new byte[(values.length * bits + 7) / 8];
    for (int i = 0; i < values.length * bits; i++) {
      if ((values[i / bits] >>> i % bits & 1) == 1) {
        out[i / 8] |= (byte) (1 << i % 8);
      }
    }
    return out;
  }

  /** One frame of these segments behind their header. */
  static byte[] rle(byte[]... segments) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(segments.length);
    for (byte[] segment : segments) {
      header.putInt(64 + body.size());
      body.writeBytes(segment);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.array());
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }
}
