package org.lvmmed.ingest.io;

import java.io.IOException;
import java.io.InputStream;

/**
 * One file to be read, with the means to reach its companions ({@code .img} beside {@code .hdr},
 * raw data beside a header).
 */
public record Source(FileStore store, String path, long size) {

  public InputStream open() throws IOException {
    return store.open(path);
  }

  /** The file's name without its folders. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  public String folder() {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }
}
