package org.lvmmed.ingest;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.io.Paths;

/** Files that exist in memory alone. */
public record MemoryFiles(Map<String, byte[]> files) implements FileStore {

  /** The same files, one of them with another content. */
  public MemoryFiles with(String path, byte[] content) {
    Map<String, byte[]> changed = new TreeMap<>(files);
    changed.put(path, content);
    return new MemoryFiles(changed);
  }

  @Override
  public List<FileEntry> list(String folder) {
    return files.entrySet().stream()
        .map(e -> new FileEntry(e.getKey(), e.getValue().length, 0))
        .toList();
  }

  @Override
  public List<String> escapes(String folder) {
    return List.of();
  }

  @Override
  public boolean exists(String path) throws IOException {
    return files.containsKey(Paths.normalise(path));
  }

  @Override
  public long size(String path) throws IOException {
    return content(path).length;
  }

  @Override
  public InputStream open(String path) throws IOException {
    return new ByteArrayInputStream(content(path));
  }

  private byte[] content(String path) throws IOException {
    byte[] content = files.get(Paths.normalise(path));
    if (content == null) {
      throw new FileNotFoundException("The file is not there");
    }
    return content;
  }
}
