package org.lvmmed.ingest.container;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.Source;

/** Zip archives. */
public final class ZipFormat implements ContainerFormat {
  private static final byte[] EMPTY = {'P', 'K', 5, 6};

  @Override
  public boolean claims(String name) {
    return name.endsWith(".zip");
  }

  @Override
  public Optional<Container> open(Source source, ContainerLimits limits)
      throws IOException, UnreadableImageException {
    return Optional.of(new ZipContainer(directory(source), source.size(), limits));
  }

  /** Reads the central directory; local headers are read when an entry is. */
  public static ZipFile directory(Source source) throws IOException, UnreadableImageException {
    SeekableByteChannel channel = source.channel();
    try {
      return new ZipFile(channel, "", "UTF-8", true, true);
    } catch (IOException | RuntimeException | Error e) {
      byte[] head = head(source);
      channel.close();
      if (e instanceof Error error) {
        throw error;
      }
      throw refusal(head, e);
    }
  }

  private static UnreadableImageException refusal(byte[] head, Throwable cause) {
    if (begins(head) && head[2] != EMPTY[2]) {
      return new UnreadableImageException(
          Reason.TRUNCATED,
          "The zip archive has no directory at its end; it may be half a download, or one part of"
              + " several",
          cause);
    }
    if (TarFormat.begins(head)) {
      return new UnreadableImageException(
          Reason.UNSUPPORTED,
          "The file is named like a zip archive and is a tar archive; give it the ending .tar,"
              + " .tar.gz or .tar.bz2",
          cause);
    }
    return new UnreadableImageException(
        Reason.CORRUPT, "The file is named like a zip archive and its content is none", cause);
  }

  /** Whether bytes are the first of a zip archive. */
  static boolean begins(byte[] head) {
    return head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] < 8 && head[3] < 9;
  }

  /** An entry's bytes; the last of them meet its size and checksum, or are an error. */
  public static InputStream checked(ZipFile zip, ZipArchiveEntry entry) throws IOException {
    InputStream in = zip.getInputStream(entry);
    if (in == null) {
      throw new FileNotFoundException("The archive has no such entry");
    }
    return new EntryStream(in, entry.getSize(), entry.getCrc());
  }

  private static byte[] head(Source source) throws IOException {
    try (InputStream in = source.open()) {
      return in.readNBytes(TarFormat.BLOCK);
    }
  }
}
