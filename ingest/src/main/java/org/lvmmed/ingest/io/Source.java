package org.lvmmed.ingest.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;

/**
 * One file to be read, with the means to reach its companions ({@code .img} beside {@code .hdr},
 * raw data beside a header).
 */
public record Source(FileStore store, String path, long size, Member member) {

  /** A file whose image is meant. */
  public Source(FileStore store, String path, long size) {
    this(store, path, size, Member.IMAGE);
  }

  /** The same file with another of its arrays. */
  public Source with(Member wanted) {
    return new Source(store, path, size, wanted);
  }

  public InputStream open() throws IOException {
    return store.open(path);
  }

  /** The file's bytes from wherever they are wanted. */
  public SeekableByteChannel channel() throws IOException {
    return store.channel(path);
  }

  /** The file's name without its folders. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  public String folder() {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }
}
