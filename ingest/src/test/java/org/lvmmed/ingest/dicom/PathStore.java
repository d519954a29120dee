package org.lvmmed.ingest.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.io.Source;

/** Files below a folder, as far as a single reader needs them. */
record PathStore(Path root) implements FileStore {

  static Source source(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    return new Source(new PathStore(parent), file.getFileName().toString(), Files.size(file));
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
    return Files.exists(root.resolve(path));
  }

  @Override
  public long size(String path) throws IOException {
    return Files.size(root.resolve(path));
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(root.resolve(path));
  }
}
