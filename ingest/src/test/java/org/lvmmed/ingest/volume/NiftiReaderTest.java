package org.lvmmed.ingest.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.NiftiBuilder;
import org.lvmmed.ingest.Reading;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

class NiftiReaderTest {
  private static final double[] COUNTING = IntStream.range(0, 24).asDoubleStream().toArray();

  @TempDir Path folder;

  @Test
  void unitsOtherThanMillimetresAreTurnedIntoThem() throws Exception {
    for (int[] unit : new int[][] {{1, 1_000_000}, {2, 1000}, {3, 1}, {0, 1000}}) {
      for (NiftiBuilder file :
          new NiftiBuilder[] {
            NiftiBuilder.of(4, 3, 2).counting(), NiftiBuilder.of(4, 3, 2).counting().version2()
          }) {
        Reading read = Reading.of(file.units(unit[0]).write(folder.resolve("u.nii")));
        assertThat(read.header().spacing().get(0)).isCloseTo(2 * unit[1] / 1000.0, within(1e-9));
      }
    }
  }

  @Test
  void theSlowestAxisGivesTheSlices() throws Exception {
    Reading read = Reading.of(NiftiBuilder.of(4, 3, 2).counting().write(folder.resolve("a.nii")));

    assertThat(read.header().dims()).isEqualTo(List.of(2, 3, 4));
    assertThat(read.header().type()).isEqualTo(SampleType.INT16);
    assertThat(read.frames()).hasSize(2);
    assertThat(read.values()).containsExactly(COUNTING);
    assertThat(read.header().spacing()).isEqualTo(List.of(2.0, 1.0, 3.0));
  }

  @Test
  void byteOrderVersionAndCompressionDoNotChangeTheValues() throws Exception {
    NiftiBuilder big = NiftiBuilder.of(4, 3, 2).counting().bigEndian();
    NiftiBuilder second = NiftiBuilder.of(4, 3, 2).counting().version2();
    NiftiBuilder secondBig = NiftiBuilder.of(4, 3, 2).counting().version2().bigEndian();

    assertThat(Reading.of(big.write(folder.resolve("b.nii"))).values()).containsExactly(COUNTING);
    assertThat(Reading.of(big.write(folder.resolve("b.nii.gz"))).values())
        .containsExactly(COUNTING);
    assertThat(Reading.of(second.write(folder.resolve("c.nii"))).values())
        .containsExactly(COUNTING);
    assertThat(Reading.of(secondBig.write(folder.resolve("d.nii.gz"))).values())
        .containsExactly(COUNTING);
  }

  @Test
  void aPairIsReadFromEitherHalf() throws Exception {
    Path header = NiftiBuilder.of(4, 3, 2).counting().writePair(folder, "pair");

    Reading ofHeader = Reading.of(header);
    Reading ofImage = Reading.of(folder.resolve("pair.img"));

    assertThat(ofHeader.values()).containsExactly(COUNTING);
    assertThat(ofHeader.companions()).containsExactly("pair.img");
    assertThat(ofImage.values()).containsExactly(COUNTING);
    assertThat(ofImage.companions()).containsExactly("pair.hdr");
  }

  @Test
  void slopeAndInterceptStayBesideTheStoredValues() throws Exception {
    Reading read =
        Reading.of(
            NiftiBuilder.of(4, 3, 2).counting().rescale(2, 10).write(folder.resolve("s.nii")));

    assertThat(read.values()).containsExactly(COUNTING);
    assertThat(read.header().slope()).isEqualTo(2);
    assertThat(read.header().intercept()).isEqualTo(10);
  }

  @Test
  void aSlopeOfZeroSaysThatThereIsNone() throws Exception {
    Reading read =
        Reading.of(
            NiftiBuilder.of(4, 3, 2).counting().rescale(0, 10).write(folder.resolve("z.nii")));

    assertThat(read.header().slope()).isEqualTo(1);
    assertThat(read.header().intercept()).isZero();
  }

  @Test
  void moreThanThreeDimensionsAreManyVolumes() throws Exception {
    Reading read =
        Reading.of(NiftiBuilder.of(2, 2, 3, 2, 1).counting().write(folder.resolve("5d.nii")));

    assertThat(read.header().frames()).isEqualTo(6);
    assertThat(read.header().dims()).isEqualTo(List.of(2, 3, 2, 2));
  }

  @Test
  void floatsKeepTheirNaN() throws Exception {
    Reading read =
        Reading.of(
            NiftiBuilder.of(2, 2)
                .type(64, 8)
                .values(0.5, Double.NaN, -1, 2)
                .write(folder.resolve("f.nii")));

    assertThat(read.values()).containsExactly(0.5, Double.NaN, -1, 2);
    assertThat(read.header().dims()).isEqualTo(List.of(2, 2));
  }

  @Test
  void anAffineTellsTheDirectionsInPatientCoordinates() throws Exception {
    Reading read =
        Reading.of(
            NiftiBuilder.of(4, 3, 2)
                .counting()
                .affine(0, 0, 2, 10, 1, 0, 0, 20, 0, 1, 0, 30)
                .write(folder.resolve("g.nii")));

    var geometry = read.header().geometry().get(0);
    assertThat(geometry.position()).containsExactly(-10, -20, 30);
    assertThat(geometry.rowDirection()).containsExactly(new double[] {0, -1, 0}, within(1e-9));
    assertThat(geometry.columnDirection()).containsExactly(new double[] {0, 0, 1}, within(1e-9));
  }

  @Test
  void dimensionsThatLieAreRefusedBeforeAnythingIsAllocated() throws IOException {
    byte[] lie = NiftiBuilder.of(32000, 32000, 32000).header("n+1");
    UnreadableImageException refusal =
        Reading.refusalOf(Files.write(folder.resolve("lie.nii"), lie));

    assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(refusal).hasMessageContaining("32000 x 32000 x 32000");
  }

  @Test
  void brokenFilesAreRefusedWithTheirReasons() throws IOException {
    byte[] whole =
        Files.readAllBytes(NiftiBuilder.of(8, 8, 8).counting().write(folder.resolve("w.nii")));
    byte[] negative = whole.clone();
    ByteBuffer.wrap(negative).order(ByteOrder.LITTLE_ENDIAN).putShort(42, (short) -8);
    byte[] noType = whole.clone();
    ByteBuffer.wrap(noType).order(ByteOrder.LITTLE_ENDIAN).putShort(70, (short) 999);
    byte[] bits = whole.clone();
    ByteBuffer.wrap(bits).order(ByteOrder.LITTLE_ENDIAN).putShort(70, (short) 1);

    assertThat(reason("cut.nii", Arrays.copyOf(whole, 700))).isEqualTo(Reason.TRUNCATED);
    assertThat(reason("header.nii", Arrays.copyOf(whole, 200))).isEqualTo(Reason.TRUNCATED);
    assertThat(reason("negative.nii", negative)).isEqualTo(Reason.CORRUPT);
    assertThat(reason("type.nii", noType)).isEqualTo(Reason.CORRUPT);
    assertThat(reason("bits.nii", bits)).isEqualTo(Reason.UNSUPPORTED);
    assertThat(reason("empty.nii.gz", new byte[0])).isEqualTo(Reason.EMPTY);
    byte[] zipped = NiftiBuilder.gzip(whole);
    assertThat(reason("cut.nii.gz", Arrays.copyOf(zipped, zipped.length / 2)))
        .isEqualTo(Reason.TRUNCATED);
    zipped[zipped.length - 6] ^= 1;
    assertThat(reason("crc.nii.gz", zipped)).isEqualTo(Reason.CORRUPT);
  }

  @Test
  void aHeaderWithoutItsImageIsRefused() throws IOException {
    Path header = NiftiBuilder.of(4, 3, 2).counting().writePair(folder, "lonely");
    Files.delete(folder.resolve("lonely.img"));

    assertThat(Reading.refusalOf(header).reason()).isEqualTo(Reason.BAD_REFERENCE);
  }

  private Reason reason(String name, byte[] content) throws IOException {
    return Reading.refusalOf(Files.write(folder.resolve(name), content)).reason();
  }
}
