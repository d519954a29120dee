package org.lvmmed.ingest.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.io.Source;

/** The entries of a tar archive that is not compressed, each read by itself. */
final class PlainTar implements Container {
  private final Source source;
  private final EntryList<Span> entries;

  PlainTar(Source source, ContainerLimits limits) throws IOException, UnreadableImageException {
    this.source = source;
    this.entries = new EntryList<>(limits);
    try (SeekableByteChannel channel = source.channel();
        TarFile tar = new TarFile(channel, TarFormat.RECORD, TarFormat.BLOCK, "UTF-8", true)) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        Span span = new Span(entry.getDataOffset(), entry.getSize());
        if (span.from + span.size > source.size()) {
          throw TarFormat.truncated();
        }
        TarEntries.add(entries, entry, span);
      }
      requireEndMark(channel);
    } catch (IOException e) {
      throw TarFormat.damaged(e);
    }
  }

  /** Where the bytes of an entry lie in the archive. */
  private record Span(long from, long size) {}

  /** Every tar archive ends with zeros; without them nothing tells how much is missing. */
  private void requireEndMark(SeekableByteChannel channel)
      throws IOException, UnreadableImageException {
    ByteBuffer last = ByteBuffer.allocate(TarFormat.BLOCK);
    channel.position(Math.max(0, source.size() - TarFormat.BLOCK));
    while (last.hasRemaining() && channel.read(last) >= 0) {
      // Until the block is full.
    }
    for (byte b : last.array()) {
      if (b != 0) {
        throw TarFormat.truncated();
      }
    }
  }

  @Override
  public Contents contents(Columns columns) throws IOException {
    Samples samples = new Samples();
    for (Map.Entry<String, Span> entry : entries.places().entrySet()) {
      if (samples.offer(entry.getKey(), entry.getValue().size)) {
        try (InputStream in = open(entry.getKey())) {
          samples.text(entry.getKey(), in.readAllBytes());
        }
      }
    }
    return samples.contents(entries, span -> span.size, null);
  }

  @Override
  public boolean exists(String entry) {
    return entries.has(entry);
  }

  @Override
  public long size(String entry) throws IOException {
    return entries.place(entry).size;
  }

  @Override
  public InputStream open(String entry) throws IOException {
    Span span = entries.place(entry);
    SeekableByteChannel channel = source.channel();
    try {
      channel.position(span.from);
      return new EntryStream(Channels.newInputStream(channel), span.size, EntryStream.NO_CHECKSUM);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Every entry has a channel of its own. */
  @Override
  public void close() {}
}
