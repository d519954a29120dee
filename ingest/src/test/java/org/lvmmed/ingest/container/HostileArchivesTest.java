package org.lvmmed.ingest.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lvmmed.ingest.Archives.entries;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.Archives;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.Pictures;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.LocalFileStore;

/** Beside each archive lies a good picture, which must come through. */
class HostileArchivesTest {

  @TempDir Path corpus;

  @BeforeEach
  void aGoodPicture() throws IOException {
    write("d/good.png", png(1));
  }

  @Test
  void namesThatLeadOutOfAnArchiveCostThemselvesAlone() throws Exception {
    byte[] picture = png(2);
    var entries =
        entries(
            "../good.png", picture,
            "a/../../x.png", picture,
            "/etc/x.png", picture,
            "C:/x.png", picture,
            "fine.png", picture);
    write("d/a.zip", Archives.zip(entries));
    write("d/b.tar", Archives.tar(entries));

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows()).hasSize(3);
    assertThat(ingest.refusals()).hasSize(8).containsOnly(Reason.BAD_REFERENCE);
  }

  @Test
  void linksAndDevicesAreNotFollowed() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (byte kind :
          new byte[] {
            TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_FIFO
          }) {
        TarArchiveEntry link = new TarArchiveEntry("link" + kind + ".png", kind);
        link.setLinkName("../../good.png");
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
      }
    }
    write("d/links.tar", bytes.toByteArray());
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(zipped)) {
      ZipArchiveEntry link = new ZipArchiveEntry("link.png");
      link.setUnixMode(0120777);
      zip.putArchiveEntry(link);
      zip.write("../good.png".getBytes(StandardCharsets.UTF_8));
      zip.closeArchiveEntry();
    }
    write("d/links.zip", zipped.toByteArray());

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows()).hasSize(1);
    assertThat(ingest.refusals()).hasSize(5).containsOnly(Reason.BAD_REFERENCE);
  }

  @Test
  void anEncryptedEntryAndAWrongChecksumCostThemselvesAlone() throws Exception {
    byte[] encrypted = Archives.zip(entries("a.png", png(2), "b.png", png(3)));
    markEncrypted(encrypted, "a.png");
    write("d/encrypted.zip", encrypted);
    byte[] flipped = Archives.storedZip(entries("a.bmp", bmp(4), "b.png", png(5)));
    flipped[35 + 1500] ^= 1;
    write("d/flipped.zip", flipped);

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows()).hasSize(3);
    assertThat(ingest.refusals()).containsExactlyInAnyOrder(Reason.UNSUPPORTED, Reason.CORRUPT);
  }

  /** Sets the bit in the central directory, which is what readers go by. */
  private static void markEncrypted(byte[] zip, String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at + 46 + wanted.length <= zip.length; at++) {
      boolean header = zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1;
      if (header
          && Arrays.equals(zip, at + 46, at + 46 + wanted.length, wanted, 0, wanted.length)) {
        zip[at + 8] |= 1;
      }
    }
  }

  @Test
  void twoEntriesOfOneNameAreNotGuessedAt() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (int i = 2; i < 4; i++) {
        TarArchiveEntry entry = new TarArchiveEntry("same.png");
        entry.setSize(png(i).length);
        tar.putArchiveEntry(entry);
        tar.write(png(i));
        tar.closeArchiveEntry();
      }
    }
    write("d/twice.tar", bytes.toByteArray());

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows()).hasSize(1);
    assertThat(ingest.refusals()).containsExactly(Reason.CORRUPT, Reason.CORRUPT);
  }

  @Test
  void halfAnArchiveAndWhatIsNoneAreRefusedWhole() throws Exception {
    var entries = entries("a.png", png(2), "b.png", png(3), "c.png", png(4));
    byte[] tar = Archives.tar(entries);
    for (String name : new String[] {"half.zip", "half.tar", "half.tgz", "boundary.tar"}) {
      byte[] whole =
          name.endsWith("zip")
              ? Archives.zip(entries)
              : name.endsWith("tgz") ? Archives.tarGz(entries) : tar;
      int first = 512 + 512 * ((png(2).length + 511) / 512);
      int cut =
          switch (name) {
            case "boundary.tar" -> first;
            case "half.tar" -> first + 600;
            default -> whole.length / 2;
          };
      write("d/" + name, Arrays.copyOf(whole, cut));
    }
    for (String name : new String[] {"no.zip", "no.tar", "no.tgz"}) {
      write("d/" + name, "<html>404</html>".repeat(50).getBytes(StandardCharsets.UTF_8));
    }

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows()).hasSize(1);
    assertThat(ingest.refusals())
        .hasSize(7)
        .containsOnly(Reason.TRUNCATED, Reason.CORRUPT)
        .filteredOn(reason -> reason == Reason.TRUNCATED)
        .hasSize(4);
  }

  @Test
  void archivesThatUnpackToMoreThanPicturesDoAreRefusedBeforeTheyAreUnpacked() throws Exception {
    ReadLimits small = new ReadLimits(1 << 20, 1 << 20, 1000, 1L << 40);
    write("d/bomb.tgz", endless());
    write("d/bomb.zip", Archives.zip(entries("zeros.raw", new byte[8 << 20])));
    try (ContainerStore store =
        new ContainerStore(new LocalFileStore(corpus), new ContainerLimits(small, 1 << 20))) {
      for (String name : new String[] {"d/bomb.tgz", "d/bomb.zip"}) {
        Containers.Indexed indexed = store.index(new Containers.Task(name, Columns.BY_NAME));
        assertThat(indexed.refusal()).as(name).isNotNull();
        assertThat(indexed.refusal().reason()).isEqualTo(Reason.TOO_LARGE);
      }
    }
  }

  /** A header that announces eight gibibytes, with eight mebibytes of zeros behind it. */
  private static byte[] endless() throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    TarArchiveOutputStream tar = new TarArchiveOutputStream(header);
    TarArchiveEntry entry = new TarArchiveEntry("zeros.raw");
    entry.setSize((8L << 30) - 1);
    tar.putArchiveEntry(entry);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      tar.flush();
      gzip.write(Arrays.copyOf(header.toByteArray(), 512));
      gzip.write(new byte[8 << 20]);
    }
    return bytes.toByteArray();
  }

  @Test
  void moreEntriesThanAllowedAreRefused() throws Exception {
    ReadLimits few = new ReadLimits(1 << 20, 1 << 20, 3, 1L << 40);
    write("d/many.zip", Archives.zip(entries("1", "a", "2", "b", "3", "c", "4", "d")));
    try (ContainerStore store =
        new ContainerStore(new LocalFileStore(corpus), new ContainerLimits(few, 1 << 20))) {
      assertThat(store.index(new Containers.Task("d/many.zip", Columns.BY_NAME)).refusal())
          .isNotNull()
          .matches(refusal -> refusal.reason() == Reason.TOO_LARGE);
    }
  }

  @Test
  void archivesInArchivesAndOfOtherKindsAreTold() throws Exception {
    byte[] inner = Archives.zip(entries("a.png", png(2)));
    write("d/outer.zip", Archives.zip(entries("inner.zip", inner, "b.png", png(3))));
    write("d/scans.7z", new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c, 0, 4});

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows()).hasSize(2);
    assertThat(ingest.refusals()).containsExactly(Reason.UNSUPPORTED, Reason.UNSUPPORTED);
  }

  @Test
  void anArchiveOfAnotherKindThanItsNameSaysIsToldWithTheRemedy() throws Exception {
    byte[] zip = Archives.zip(entries("a.png", png(2)));
    byte[] tar = Archives.tar(entries("a.png", png(3)));
    write("d/zip.tar", zip);
    write("d/tar.zip", tar);
    try (ContainerStore store = ContainerStore.over(new LocalFileStore(corpus))) {
      assertThat(messageOf(store, "d/zip.tar")).contains("is a zip archive", "ending .zip");
      assertThat(messageOf(store, "d/tar.zip")).contains("is a tar archive", "ending .tar");
    }
  }

  private static String messageOf(ContainerStore store, String path) {
    return store.index(new Containers.Task(path, Columns.BY_NAME)).refusal().message();
  }

  private static byte[] png(int number) throws IOException {
    return Archives.png(Pictures.grey(32, 32, number));
  }

  /** A format without a checksum of its own. */
  private static byte[] bmp(int number) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(Pictures.grey(32, 32, number), "bmp", bytes);
    return bytes.toByteArray();
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = corpus.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
