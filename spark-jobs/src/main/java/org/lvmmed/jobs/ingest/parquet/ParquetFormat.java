package org.lvmmed.jobs.ingest.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.lvmmed.ingest.container.Container;
import org.lvmmed.ingest.container.ContainerFormat;
import org.lvmmed.ingest.container.ContainerLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.Source;

/** Parquet tables with encoded pictures in a column, as Hugging Face's datasets have them. */
public final class ParquetFormat implements ContainerFormat {
  private static final String MAGIC = "PAR1";
  private static final String ENCRYPTED = "PARE";

  @Override
  public boolean claims(String name) {
    return name.endsWith(".parquet") || name.endsWith(".parq");
  }

  @Override
  public Optional<Container> open(Source source, ContainerLimits limits)
      throws IOException, UnreadableImageException {
    String head;
    try (InputStream in = source.open()) {
      head = new String(in.readNBytes(MAGIC.length()), StandardCharsets.ISO_8859_1);
    }
    String tail = tail(source);
    if (tail.equals(ENCRYPTED)) {
      throw new UnreadableImageException(
          Reason.UNSUPPORTED, "The Parquet table is encrypted; write it without encryption");
    }
    if (!tail.equals(MAGIC)) {
      boolean cut = head.equals(MAGIC);
      throw new UnreadableImageException(
          cut ? Reason.TRUNCATED : Reason.CORRUPT,
          cut
              ? "The Parquet table has no footer; it may be half a download"
              : "The file is named like a Parquet table and its content is none");
    }
    return Optional.of(new ParquetTable(source, limits));
  }

  private static String tail(Source source) throws IOException {
    ByteBuffer last = ByteBuffer.allocate((int) Math.min(MAGIC.length(), source.size()));
    try (SeekableByteChannel channel = source.channel()) {
      channel.position(source.size() - last.capacity());
      while (last.hasRemaining() && channel.read(last) >= 0) {
        // Until it is full.
      }
    }
    return new String(last.array(), StandardCharsets.ISO_8859_1);
  }
}
