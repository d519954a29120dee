package org.lvmmed.ingest.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.NiftiBuilder;
import org.lvmmed.ingest.Reading;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

class NrrdReaderTest {
  private static final byte[] BYTES = new byte[24];
  private static final double[] COUNTING = IntStream.range(0, 24).asDoubleStream().toArray();

  static {
    for (byte i = 0; i < 24; i++) {
      BYTES[i] = i;
    }
  }

  @TempDir Path folder;

  @Test
  void everyEncodingGivesTheSameValues() throws Exception {
    byte[] text =
        "0 1 2 3 4 5 6 7 8 9 10 11\n12 13 14 15 16 17 18 19 20 21 22 23\n"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] hex = HexFormat.of().formatHex(BYTES).getBytes(StandardCharsets.US_ASCII);

    assertThat(Reading.of(attached("r.nrrd", "raw", BYTES)).values()).containsExactly(COUNTING);
    assertThat(Reading.of(attached("g.nrrd", "gzip", NiftiBuilder.gzip(BYTES))).values())
        .containsExactly(COUNTING);
    assertThat(Reading.of(attached("t.nrrd", "ascii", text)).values()).containsExactly(COUNTING);
    assertThat(Reading.of(attached("h.nrrd", "hex", hex)).values()).containsExactly(COUNTING);
  }

  @Test
  void threeValuesOfAnAxisThatNothingIsSaidOfAreRefused() throws Exception {
    String values = "\0".repeat(3 * 8 * 9);
    String silent = "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 3 8 9\nencoding: raw\n";

    Path unknown = write("u.nrrd", silent + "\n" + values);
    Path colour = write("c.nrrd", silent + "kinds: RGB-color domain domain\n\n" + values);

    assertThat(Reading.refusalOf(unknown)).hasMessageContaining("kinds");
    assertThat(Reading.of(colour).header().samples()).isEqualTo(3);
  }

  @Test
  void aDetachedHeaderNamesItsDataWithBytesAndLinesBefore() throws Exception {
    byte[] led =
        ByteBuffer.allocate(29)
            .put("a\nb\n".getBytes(StandardCharsets.US_ASCII))
            .put((byte) 9)
            .put(BYTES)
            .array();
    Files.write(folder.resolve("d.raw"), led);

    Reading read =
        Reading.of(
            write("d.nhdr", header("raw") + "line skip: 2\nbyte skip: 1\ndata file: d.raw\n\n"));
    Reading last = Reading.of(write("l.nhdr", header("raw") + "byteskip: -1\ndatafile: d.raw\n\n"));

    assertThat(read.values()).containsExactly(COUNTING);
    assertThat(read.companions()).containsExactly("d.raw");
    assertThat(last.values()).containsExactly(COUNTING);
  }

  @Test
  void aListOfDataFilesEndsTheHeader() throws Exception {
    Files.write(folder.resolve("1.raw"), java.util.Arrays.copyOf(BYTES, 12));
    Files.write(folder.resolve("2.raw"), java.util.Arrays.copyOfRange(BYTES, 12, 24));

    Reading read =
        Reading.of(write("list.nhdr", header("raw") + "data file: LIST\n1.raw\n2.raw\n"));
    Path out = write("out.nhdr", header("raw") + "data file: LIST\n../1.raw\n2.raw\n");

    assertThat(read.values()).containsExactly(COUNTING);
    assertThat(read.companions()).containsExactly("1.raw", "2.raw");
    assertThat(reason(out)).isEqualTo(Reason.BAD_REFERENCE);
  }

  @Test
  void anAttachedHeaderSkipsBytesAndLinesToo() throws Exception {
    byte[] led = join("a\nb\n".getBytes(StandardCharsets.US_ASCII), BYTES);
    byte[] lines = (header("raw") + "line skip: 2\n\n").getBytes(StandardCharsets.US_ASCII);
    byte[] last = (header("raw") + "byte skip: -1\n\n").getBytes(StandardCharsets.US_ASCII);

    assertThat(Reading.of(Files.write(folder.resolve("l.nrrd"), join(lines, led))).values())
        .containsExactly(COUNTING);
    assertThat(Reading.of(Files.write(folder.resolve("b.nrrd"), join(last, led))).values())
        .containsExactly(COUNTING);
  }

  @Test
  void theFirstAxisIsColourWhereItsKindSaysSo() throws Exception {
    String header =
        "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 3 4 2\nkinds: RGB-color domain domain\nencoding: raw\n\n";

    Reading read =
        Reading.of(
            Files.write(
                folder.resolve("c.nrrd"), join(header.getBytes(StandardCharsets.US_ASCII), BYTES)));

    assertThat(read.header().samples()).isEqualTo(3);
    assertThat(read.header().dims()).isEqualTo(List.of(2, 4, 3));
  }

  @Test
  void spaceDirectionsGiveSpacingAndGeometryInPatientCoordinates() throws Exception {
    String header =
        header("raw")
            + "space: right-anterior-superior\nspace directions: (2,0,0) (0,3,0) (0,0,4)\nspace origin: (1,2,3)\n\n";

    Reading read =
        Reading.of(
            Files.write(
                folder.resolve("s.nrrd"), join(header.getBytes(StandardCharsets.US_ASCII), BYTES)));

    assertThat(read.header().spacing()).isEqualTo(List.of(3.0, 2.0, 4.0));
    assertThat(read.header().geometry().get(0).position()).containsExactly(-1, -2, 3);
  }

  @Test
  void brokenFilesAreRefusedWithTheirReasons() throws IOException {
    byte[] zipped = NiftiBuilder.gzip(BYTES);

    assertThat(reason(attached("cut.nrrd", "gzip", java.util.Arrays.copyOf(zipped, 12))))
        .isEqualTo(Reason.TRUNCATED);
    assertThat(reason(attached("bz.nrrd", "bzip2", BYTES))).isEqualTo(Reason.CORRUPT);
    assertThat(reason(attached("odd.nrrd", "zstd", BYTES))).isEqualTo(Reason.UNSUPPORTED);
    assertThat(reason(attached("short.nrrd", "raw", java.util.Arrays.copyOf(BYTES, 20))))
        .isEqualTo(Reason.TRUNCATED);
    assertThat(reason(write("sizes.nrrd", header("raw").replace("4 3 2", "a b c") + "\n")))
        .isEqualTo(Reason.CORRUPT);
    assertThat(reason(write("gone.nhdr", header("raw") + "data file: gone.raw\n\n")))
        .isEqualTo(Reason.BAD_REFERENCE);
    assertThat(reason(write("out.nhdr", header("raw") + "data file: ../x.raw\n\n")))
        .isEqualTo(Reason.BAD_REFERENCE);
  }

  @Test
  void listsAndVectorsAreNoColour() throws Exception {
    for (String kind : new String[] {"list", "vector", "3-vector"}) {
      String header =
          "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 3 4 2\nkinds: "
              + kind
              + " domain domain\nencoding: raw\n\n";
      byte[] text = header.getBytes(StandardCharsets.US_ASCII);
      Path file = Files.write(folder.resolve("v.nrrd"), join(text, new byte[24]));
      assertThat(Reading.of(file).header().vector()).as(kind).isTrue();
    }
  }

  @Test
  void aNumberThatIsNoneIsARefusalThatNamesItsField() throws IOException {
    assertThat(
            Reading.refusalOf(
                write("n.nrrd", header("raw") + "spacings: 1,5 1 1\n\n" + "x".repeat(24))))
        .hasMessageContaining("spacings")
        .hasMessageNotContaining("1,5");
  }

  private static Reason reason(Path file) {
    return Reading.refusalOf(file).reason();
  }

  private static String header(String encoding) {
    return "NRRD0004\n# a comment\ntype: uint8\ndimension: 3\nsizes: 4 3 2\nnote:=free text\nencoding: "
        + encoding
        + "\n";
  }

  private Path attached(String name, String encoding, byte[] data) throws IOException {
    byte[] text = (header(encoding) + "\n").getBytes(StandardCharsets.US_ASCII);
    return Files.write(folder.resolve(name), join(text, data));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static byte[] join(byte[] a, byte[] b) {
    return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
  }
}
