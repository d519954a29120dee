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
      boolean begun = head.length == 4 && head[0] == 'P' && head[1] == 'K' && head[2] != EMPTY[2];
      throw new UnreadableImageException(
          begun ? Reason.TRUNCATED : Reason.CORRUPT,
          begun
              ? "The zip archive has no directory at its end; it may be half a download, or one"
                  + " part of several"
              : "The file is named like a zip archive and its content is none",
          e);
    }
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
      return in.readNBytes(4);
    }
  }
}
