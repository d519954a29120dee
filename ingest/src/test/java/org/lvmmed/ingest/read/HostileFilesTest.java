package org.lvmmed.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.ingest.NiftiBuilder;
import org.lvmmed.ingest.Reading;
import org.lvmmed.ingest.TiffBuilder;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.phantom.DicomFile;

/** Files made to exhaust memory, to lie about their size, or to reach what is not theirs. */
class HostileFilesTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long LITTLE = 64L << 20;

  @TempDir Path folder;

  @Test
  void zerosBehindASmallHeaderAreNotUnpackedInMemory() throws Exception {
    byte[] header = NiftiBuilder.of(4, 4, 4).header("n+1");
    Path bomb = folder.resolve("bomb.nii.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      out.write(header);
      zeros(out, 300);
    }

    long before = allocated();
    assertThat(Reading.of(bomb).values()).hasSize(64);
    assertThat(allocated() - before).isLessThan(LITTLE);
  }

  @Test
  void aPictureOfOneColourThatWouldFillMemoryIsRefusedByItsHeader() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(zipped)) {
      zeros(out, 50);
    }

    refused(write("bomb.png", png(60_000, 60_000, zipped.toByteArray())), Reason.TOO_LARGE);
  }

  @Test
  void aTiffWhoseTilesWouldFillMemoryIsRefused() throws Exception {
    byte[] wide =
        new TiffBuilder(ByteOrder.LITTLE_ENDIAN).page(50_000, 50_000, 32, 1, new byte[64]).build();

    refused(write("bomb.tif", wide), Reason.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30000 30000 30000", "2000000000 2000000000", "1 1 2147483647"})
  void volumesThatClaimMoreThanTheyHoldAreRefused(String sizes) throws Exception {
    int dimensions = sizes.split(" ").length;
    Path meta =
        text(
            "lie.mha",
            "ObjectType = Image\nNDims = "
                + dimensions
                + "\nDimSize = "
                + sizes
                + "\nElementType = MET_SHORT\nElementDataFile = LOCAL\n0123");
    Path nrrd =
        text(
            "lie.nrrd",
            "NRRD0004\ntype: short\ndimension: "
                + dimensions
                + "\nsizes: "
                + sizes
                + "\nencoding: raw\n\n0123");

    refused(meta, Reason.TOO_LARGE, Reason.TRUNCATED);
    refused(nrrd, Reason.TOO_LARGE, Reason.TRUNCATED);
  }

  @Test
  void aDicomThatClaimsMoreThanItHoldsIsRefused() throws Exception {
    byte[] rows = new DicomFile(8, 8, new short[64]).number(0x00280010, 60_000).bytes();
    byte[] frames = new DicomFile(8, 8, new short[64]).text(0x00280008, "IS", "999999999").bytes();
    byte[] samples = new DicomFile(8, 8, new short[64]).number(0x00280002, 65_535).bytes();

    refused(write("rows.dcm", rows), Reason.TRUNCATED);
    refused(write("frames.dcm", frames), Reason.TOO_LARGE, Reason.TRUNCATED);
    refused(write("samples.dcm", samples), Reason.values());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.raw",
        "/etc/hostname",
        "inner/../../outside.raw",
        "link.raw",
        "folderlink/outside.raw",
        "..\u0000/outside.raw"
      })
  void dataFilesOutsideTheFolderOfTheirHeaderAreRefused(String named) throws Exception {
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Path outside = Files.write(folder.resolve("outside.raw"), new byte[64]);
    Files.createSymbolicLink(corpus.resolve("link.raw"), outside);
    Files.createSymbolicLink(corpus.resolve("folderlink"), folder);
    String meta = "NDims = 2\nDimSize = 4 4\nElementType = MET_UCHAR\nElementDataFile = ";
    String nrrd = "NRRD0004\ntype: uchar\ndimension: 2\nsizes: 4 4\nencoding: raw\ndata file: ";

    for (String text : List.of(meta + named + "\n", meta + "LIST\n" + named + "\n")) {
      refused(text("corpus/escape.mhd", "ObjectType = Image\n" + text), Reason.BAD_REFERENCE);
    }
    for (String text : List.of(nrrd + named + "\n\n", nrrd + "LIST\n" + named + "\n")) {
      refused(text("corpus/escape.nhdr", text), Reason.BAD_REFERENCE);
    }
  }

  private static void refused(Path file, Reason... reasons) {
    long before = allocated();
    UnreadableImageException refusal = Reading.refusalOf(file);
    assertThat(refusal.reason()).isIn((Object[]) reasons);
    assertThat(refusal.getMessage())
        .doesNotContain("outside.raw")
        .doesNotContain("needs more memory");
    assertThat(allocated() - before).isLessThan(LITTLE);
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static void zeros(OutputStream out, int megabytes) throws IOException {
    byte[] megabyte = new byte[1 << 20];
    for (int i = 0; i < megabytes; i++) {
      out.write(megabyte);
    }
  }

  private Path text(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] png(int rows, int columns, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    byte[] header = ByteBuffer.allocate(13).putInt(columns).putInt(rows).put((byte) 8).array();
    chunk(out, "IHDR", header);
    chunk(out, "IDAT", data);
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
