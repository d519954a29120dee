package org.lvmmed.ingest.io;

import java.io.IOException;
import java.util.List;
import org.lvmmed.ingest.io.FileStore.FileEntry;

/**
 * What a store holds, listed once.
 *
 * @param files every regular file, sorted by path
 * @param escapes links that lead out of the root
 */
public record Tree(List<FileEntry> files, List<String> escapes) {

  public static Tree of(FileStore store) throws IOException {
    return new Tree(store.list(""), store.escapes(""));
  }
}
