package org.lvmmed.ingest.container;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.io.Source;

/**
 * The entries of a compressed tar archive, which can only be read from its start. One reader goes
 * through it; what it passes over is kept as far as memory allows, and for what is gone it begins
 * anew.
 */
final class CompressedTar implements Container {
  private final Source source;
  private final ContainerLimits limits;
  private final TarFormat.Decompression decompression;
  private final EntryList<Item> entries;
  private final Samples samples = new Samples();
  private final Map<Long, String> paths = new HashMap<>();
  private final RecentBytes recent;
  private @Nullable Cursor cursor;

  CompressedTar(Source source, ContainerLimits limits, TarFormat.Decompression decompression)
      throws IOException, UnreadableImageException {
    this.source = source;
    this.limits = limits;
    this.decompression = decompression;
    this.entries = new EntryList<>(limits);
    this.recent = new RecentBytes(limits.memory());
    index();
  }

  /** The number of an entry in the archive, folders and links counted, and its size. */
  private record Item(long number, long size) {}

  /** Goes through the archive once. */
  private void index() throws IOException, UnreadableImageException {
    try (Cursor all = new Cursor()) {
      TarArchiveEntry entry = all.next();
      while (entry != null) {
        Optional<String> path =
            TarEntries.add(entries, entry, new Item(all.number, entry.getSize()));
        if (path.isPresent()) {
          paths.put(all.number, path.get());
          if (samples.offer(path.get(), entry.getSize())) {
            samples.text(path.get(), all.tar.readAllBytes());
          }
        }
        entry = all.next();
      }
      all.requireEndMark();
    } catch (IOException e) {
      if (e.getCause() instanceof UnreadableImageException known) {
        throw known;
      }
      throw e instanceof EOFException ? TarFormat.truncated() : TarFormat.damaged(e);
    }
  }

  /** A reader of the archive, at the content of one entry. */
  private final class Cursor implements AutoCloseable {
    private final UnpackedStream unpacked;
    private final TarArchiveInputStream tar;
    private long number = -1;

    Cursor() throws IOException {
      InputStream raw = TarFormat.buffered(source);
      try {
        unpacked = new UnpackedStream(decompression.of(raw), source.size(), limits);
        tar = new TarArchiveInputStream(unpacked, TarFormat.RECORD, TarFormat.BLOCK, "UTF-8", true);
      } catch (IOException | RuntimeException e) {
        raw.close();
        throw e;
      }
    }

    @Nullable TarArchiveEntry next() throws IOException {
      number++;
      return tar.getNextTarEntry();
    }

    void requireEndMark() throws IOException, UnreadableImageException {
      byte[] rest = new byte[1 << 16];
      while (unpacked.read(rest) >= 0) {
        // To the end, where the compression has its checksum.
      }
      if (unpacked.zeros() < TarFormat.BLOCK) {
        throw TarFormat.truncated();
      }
    }

    @Override
    public void close() throws IOException {
      tar.close();
    }
  }

  @Override
  public Contents contents(Columns columns) {
    return samples.contents(entries, Item::size, "");
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
  public synchronized InputStream open(String entry) throws IOException {
    Item item = entries.place(entry);
    if (item.size > limits.memory()) {
      return streamed(item);
    }
    byte[] known = recent.get(entry);
    return new ByteArrayInputStream(known == null ? advance(entry, item) : known);
  }

  private byte[] advance(String entry, Item item) throws IOException {
    Cursor reader = cursor;
    if (reader == null || reader.number >= item.number) {
      close();
      reader = new Cursor();
      cursor = reader;
    }
    while (reader.number < item.number - 1) {
      TarArchiveEntry passed = reader.next();
      String path = paths.get(reader.number);
      if (passed != null && path != null && passed.getSize() <= limits.memory() / 4) {
        recent.put(path, reader.tar.readAllBytes());
      }
    }
    reader.next();
    byte[] content = new EntryStream(reader.tar, item.size, EntryStream.NO_CHECKSUM).readAllBytes();
    recent.put(entry, content);
    return content;
  }

  /** A large entry, by a reader of its own. */
  private InputStream streamed(Item item) throws IOException {
    Cursor own = new Cursor();
    try {
      while (own.number < item.number) {
        own.next();
      }
    } catch (IOException e) {
      own.close();
      throw e;
    }
    return new FilterInputStream(new EntryStream(own.tar, item.size, EntryStream.NO_CHECKSUM)) {
      @Override
      public void close() throws IOException {
        own.close();
      }
    };
  }

  @Override
  public synchronized void close() throws IOException {
    if (cursor != null) {
      cursor.close();
      cursor = null;
    }
  }
}
