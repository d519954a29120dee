package org.lvmmed.ingest.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A store of which one file is held in memory, so that a file that is recognised, parsed and
 * decoded is fetched once. Large files are not held.
 */
public final class HeldFile extends FilterFileStore {
  private static final long LARGEST = 4L << 20;

  private final String path;
  private final byte[] content;

  private HeldFile(FileStore store, String path, byte[] content) {
    super(store);
    this.path = path;
    this.content = content;
  }

  /** The same file, held where it is small. */
  public static Source of(Source source) throws IOException {
    if (source.size() > LARGEST) {
      return source;
    }
    // One byte more than there should be: readers tell by it that a file grew.
    try (InputStream in = source.open()) {
      byte[] content = in.readNBytes((int) source.size() + 1);
      FileStore held = new HeldFile(source.store(), source.path(), content);
      return new Source(held, source.path(), source.size(), source.member());
    }
  }

  @Override
  public InputStream open(String wanted) throws IOException {
    return wanted.equals(path) ? new ByteArrayInputStream(content) : super.open(wanted);
  }
}
