package org.lvmmed.ingest.dataset;

import java.util.List;
import org.lvmmed.ingest.io.FileStore.FileEntry;

/**
 * What one folder of the corpus directory holds. Paths are relative to the dataset's folder.
 *
 * @param name the folder's name
 * @param folder the folder's path from the store's root, "" for the root itself
 * @param files all regular files
 * @param escapes links that lead out of the corpus directory
 * @param annotations rows of the tables; empty where there is no table
 * @param tabled whether there is a table
 * @param hasValidation whether there is a {@code val.csv}
 * @param hasTest whether there is a {@code test.csv}
 */
public record DatasetListing(
    String name,
    String folder,
    DatasetConf conf,
    List<FileEntry> files,
    List<String> escapes,
    List<Annotation> annotations,
    boolean tabled,
    boolean hasValidation,
    boolean hasTest) {

  /** The path from the store's root. */
  public String stored(String path) {
    return folder.isEmpty() ? path : folder + "/" + path;
  }
}
