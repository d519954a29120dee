package org.lvmmed.ingest.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tree of files with a root. Paths are relative to it, separated by '/', and cannot leave it. */
public interface FileStore {

  /**
   * Every regular file below {@code folder} ("" for the root), sorted by path; links that leave the
   * root are left out and reported by {@link #escapes}.
   */
  List<FileEntry> list(String folder) throws IOException;

  /** Links below {@code folder} that point out of the root. */
  List<String> escapes(String folder) throws IOException;

  boolean exists(String path) throws IOException;

  long size(String path) throws IOException;

  InputStream open(String path) throws IOException;

  /** The file's bytes from wherever they are wanted; for reading alone. */
  default SeekableByteChannel channel(String path) throws IOException {
    return new StreamChannel(() -> open(path), size(path));
  }

  /**
   * The file on the local disk, for libraries that read nothing else; empty where it is elsewhere.
   */
  default Optional<Path> local(String path) throws IOException {
    return Optional.empty();
  }

  /**
   * One file.
   *
   * @param path from the root
   * @param size in bytes; an estimate where it would take reading to know
   * @param modified time of modification in milliseconds
   * @param together files of the same text are best read one after another by one reader, since
   *     they are stored in one stream; null where a file can be read by itself
   */
  record FileEntry(String path, long size, long modified, @Nullable String together) {

    /** A file that can be read by itself. */
    public FileEntry(String path, long size, long modified) {
      this(path, size, modified, null);
    }

    /** The same file by another path. */
    public FileEntry at(String other) {
      return new FileEntry(other, size, modified, together);
    }
  }
}
