package org.lvmmed.ingest.dicom;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.io.Source;

/** One file that exists in memory alone. */
record MemoryStore(byte[] content) implements FileStore {

  static Source source(byte[] content) {
    return new Source(new MemoryStore(content), "memory", content.length);
  }

  @Override
  public List<FileEntry> list(String folder) {
    return List.of();
  }

  @Override
  public List<String> escapes(String folder) {
    return List.of();
  }

  @Override
  public boolean exists(String path) {
    return true;
  }

  @Override
  public long size(String path) {
    return content.length;
  }

  @Override
  public InputStream open(String path) {
    return new ByteArrayInputStream(content);
  }
}
