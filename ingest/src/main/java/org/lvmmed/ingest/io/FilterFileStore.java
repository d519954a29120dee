package org.lvmmed.ingest.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Another store, as it is but for what a subclass changes. Channels are made of what {@link #open}
 * gives.
 */
public abstract class FilterFileStore implements FileStore {

  private final FileStore store;

  protected FilterFileStore(FileStore store) {
    this.store = store;
  }

  @Override
  public List<FileEntry> list(String folder) throws IOException {
    return store.list(folder);
  }

  @Override
  public List<String> escapes(String folder) throws IOException {
    return store.escapes(folder);
  }

  @Override
  public boolean exists(String path) throws IOException {
    return store.exists(path);
  }

  @Override
  public long size(String path) throws IOException {
    return store.size(path);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return store.open(path);
  }

  @Override
  public Optional<Path> local(String path) throws IOException {
    return store.local(path);
  }
}
