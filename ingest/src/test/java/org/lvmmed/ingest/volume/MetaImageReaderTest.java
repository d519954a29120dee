package org.lvmmed.ingest.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.Reading;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

class MetaImageReaderTest {
  private static final double[] COUNTING = IntStream.range(0, 24).asDoubleStream().toArray();

  @TempDir Path folder;

  @Test
  void localDataOfEitherByteOrderAreRead() throws Exception {
    Reading little =
        Reading.of(write("a.mha", header("LOCAL", ""), shorts(ByteOrder.LITTLE_ENDIAN)));
    Reading big =
        Reading.of(
            write(
                "b.mha",
                header("LOCAL", "BinaryDataByteOrderMSB = True\n"),
                shorts(ByteOrder.BIG_ENDIAN)));

    assertThat(little.values()).containsExactly(COUNTING);
    assertThat(big.values()).containsExactly(COUNTING);
    assertThat(little.header().dims()).isEqualTo(List.of(2, 3, 4));
    assertThat(little.header().spacing()).isEqualTo(List.of(1.0, 0.5, 3.0));
    assertThat(little.header().type()).isEqualTo(SampleType.INT16);
  }

  @Test
  void compressedDataInAFileOfTheirOwnAreRead() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(zipped)) {
      out.write(shorts(ByteOrder.LITTLE_ENDIAN));
    }
    Files.write(folder.resolve("c.zraw"), zipped.toByteArray());

    Reading read =
        Reading.of(write("c.mhd", header("c.zraw", "CompressedData = True\n"), new byte[0]));

    assertThat(read.values()).containsExactly(COUNTING);
    assertThat(read.companions()).containsExactly("c.zraw");
  }

  @Test
  void aFileASliceIsReadByListAndByPattern() throws Exception {
    byte[] all = shorts(ByteOrder.LITTLE_ENDIAN);
    Files.write(folder.resolve("s1.raw"), java.util.Arrays.copyOf(all, 24));
    Files.write(folder.resolve("s2.raw"), java.util.Arrays.copyOfRange(all, 24, 48));

    Reading listed =
        Reading.of(
            write(
                "l.mhd",
                header("LIST", ""),
                "s1.raw\ns2.raw\n".getBytes(StandardCharsets.US_ASCII)));
    Reading numbered = Reading.of(write("p.mhd", header("s%d.raw 1 2 1", ""), new byte[0]));

    assertThat(listed.values()).containsExactly(COUNTING);
    assertThat(numbered.values()).containsExactly(COUNTING);
    assertThat(numbered.companions()).containsExactly("s1.raw", "s2.raw");
  }

  @Test
  void textDataAndAHeaderInTheRawFileAreRead() throws Exception {
    byte[] text =
        IntStream.range(0, 24)
            .mapToObj(i -> i + " ")
            .collect(java.util.stream.Collectors.joining())
            .getBytes(StandardCharsets.US_ASCII);
    byte[] raw = shorts(ByteOrder.LITTLE_ENDIAN);
    Files.write(
        folder.resolve("h.raw"),
        ByteBuffer.allocate(raw.length + 7).put(new byte[7]).put(raw).array());

    assertThat(Reading.of(write("t.mha", header("LOCAL", "BinaryData = False\n"), text)).values())
        .containsExactly(COUNTING);
    assertThat(
            Reading.of(write("h.mhd", header("h.raw", "HeaderSize = -1\n"), new byte[0])).values())
        .containsExactly(COUNTING);
    assertThat(
            Reading.of(write("i.mhd", header("h.raw", "HeaderSize = 7\n"), new byte[0])).values())
        .containsExactly(COUNTING);
  }

  @Test
  void dataOutsideTheHeadersFolderAreRefused() throws IOException {
    for (String escape : List.of("../x.raw", "/etc/hostname", "a/../../x.raw")) {
      Path file = write("e.mhd", header(escape, ""), new byte[0]);
      assertThat(Reading.refusalOf(file).reason()).isEqualTo(Reason.BAD_REFERENCE);
      assertThat(Reading.refusalOf(file)).hasMessageNotContaining("hostname");
    }
  }

  @Test
  void brokenFilesAreRefusedWithTheirReasons() throws IOException {
    byte[] raw = shorts(ByteOrder.LITTLE_ENDIAN);

    assertThat(reason(write("m.mhd", header("missing.raw", ""), new byte[0])))
        .isEqualTo(Reason.BAD_REFERENCE);
    assertThat(reason(write("s.mha", header("LOCAL", ""), java.util.Arrays.copyOf(raw, 30))))
        .isEqualTo(Reason.TRUNCATED);
    assertThat(reason(write("z.mha", header("LOCAL", "CompressedData = True\n"), raw)))
        .isEqualTo(Reason.CORRUPT);
    assertThat(reason(write("n.mha", header("LOCAL", "").replace("4 3 2", "4 -3 2"), raw)))
        .isEqualTo(Reason.CORRUPT);
    assertThat(reason(write("t.mha", header("LOCAL", "").replace("MET_SHORT", "MET_ODD"), raw)))
        .isEqualTo(Reason.UNSUPPORTED);
  }

  private static Reason reason(Path file) {
    return Reading.refusalOf(file).reason();
  }

  private static String header(String data, String more) {
    return "ObjectType = Image\nNDims = 3\nBinaryData = True\n"
        + more
        + "ElementSpacing = 0.5 1 3\nDimSize = 4 3 2\nElementType = MET_SHORT\nElementDataFile = "
        + data
        + "\n";
  }

  @Test
  void channelsAreColourOnlyWhereTheyAreThreeOrFourBytes() throws Exception {
    assertThat(channels(2, "MET_UCHAR", 1).header().vector()).isTrue();
    assertThat(channels(3, "MET_UCHAR", 1).header().vector()).isFalse();
    assertThat(channels(3, "MET_SHORT", 2).header().vector()).isTrue();
    assertThat(channels(1, "MET_SHORT", 2).header().vector()).isFalse();
  }

  private Reading channels(int channels, String type, int bytes) throws Exception {
    String header =
        "ObjectType = Image\nNDims = 2\nDimSize = 4 3\nElementNumberOfChannels = %d\nElementType = %s\nElementDataFile = LOCAL\n"
            .formatted(channels, type);
    return Reading.of(write("c.mha", header, new byte[12 * channels * bytes]));
  }

  private Path write(String name, String header, byte[] data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    return Files.write(
        folder.resolve(name),
        ByteBuffer.allocate(text.length + data.length).put(text).put(data).array());
  }

  private static byte[] shorts(ByteOrder order) {
    ByteBuffer out = ByteBuffer.allocate(48).order(order);
    for (short i = 0; i < 24; i++) {
      out.putShort(i);
    }
    return out.array();
  }
}
