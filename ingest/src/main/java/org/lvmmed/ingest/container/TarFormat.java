package org.lvmmed.ingest.container;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.Source;

/**
 * Tar archives, WebDataset's shards among them. Of a plain one each entry is read by itself; one
 * that is compressed by gzip or bzip2 can only be read from its start.
 */
public final class TarFormat implements ContainerFormat {
  /** Bytes of a block, and of the record of blocks that tar writes at once. */
  static final int BLOCK = 512;

  static final int RECORD = 20 * BLOCK;
  private static final int BUFFER = 1 << 16;

  @Override
  public boolean claims(String name) {
    return name.matches(".*\\.(tar|tar\\.gz|tgz|tar\\.bz2|tbz2?)");
  }

  @Override
  public Optional<Container> open(Source source, ContainerLimits limits)
      throws IOException, UnreadableImageException {
    byte[] head;
    try (InputStream in = source.open()) {
      head = in.readNBytes(BLOCK);
    }
    if (isGzip(head)) {
      return Optional.of(new CompressedTar(source, limits, in -> new GZIPInputStream(in, BUFFER)));
    }
    if (isBzip2(head)) {
      return Optional.of(
          new CompressedTar(source, limits, in -> new BZip2CompressorInputStream(in, true)));
    }
    if (ZipFormat.begins(head)) {
      throw new UnreadableImageException(
          Reason.UNSUPPORTED,
          "The file is named like a tar archive and is a zip archive; give it the ending .zip");
    }
    if (head.length < BLOCK) {
      throw new UnreadableImageException(
          Reason.TRUNCATED, "The archive ends before its header does");
    }
    if (!TarUtils.verifyCheckSum(head) && !Arrays.equals(head, new byte[BLOCK])) {
      throw new UnreadableImageException(
          Reason.CORRUPT,
          "The file is named like a tar archive and its content is none; of compressed ones gzip"
              + " and bzip2 are read");
    }
    return Optional.of(new PlainTar(source, limits));
  }

  /** Takes the compression off. */
  @FunctionalInterface
  interface Decompression {
    InputStream of(InputStream in) throws IOException;
  }

  static InputStream buffered(Source source) throws IOException {
    return new BufferedInputStream(source.open(), BUFFER);
  }

  /** Whether bytes are the first of a tar archive, plain or compressed. */
  static boolean begins(byte[] head) {
    return isGzip(head) || isBzip2(head) || head.length == BLOCK && TarUtils.verifyCheckSum(head);
  }

  private static boolean isGzip(byte[] head) {
    return head.length > 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
  }

  private static boolean isBzip2(byte[] head) {
    return head.length > 3 && head[0] == 'B' && head[1] == 'Z' && head[2] == 'h';
  }

  static UnreadableImageException damaged(IOException e) {
    String why = String.valueOf(e.getMessage());
    boolean cut = why.contains("runcated") || why.contains("EOF");
    return cut
        ? truncated()
        : new UnreadableImageException(Reason.CORRUPT, "The tar archive is damaged", e);
  }

  static UnreadableImageException truncated() {
    return new UnreadableImageException(
        Reason.TRUNCATED, "The tar archive has no end mark; it may be half a download");
  }
}
