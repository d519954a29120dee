package org.lvmmed.ingest.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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

  /**
   * The file on the local disk, for libraries that read nothing else; empty where it is elsewhere.
   */
  default Optional<Path> local(String path) throws IOException {
    return Optional.empty();
  }

  /**
   * One file: its path from the root, its size in bytes and its time of modification in
   * milliseconds.
   */
  record FileEntry(String path, long size, long modified) {}
}
