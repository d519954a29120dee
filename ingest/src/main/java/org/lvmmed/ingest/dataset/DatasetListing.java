package org.lvmmed.ingest.dataset;

import java.util.List;
import org.lvmmed.ingest.io.FileStore.FileEntry;
import org.lvmmed.ingest.io.Unusable;

/**
 * What one folder of the corpus directory holds. Paths are relative to the dataset's folder.
 *
 * @param name the folder's name
 * @param folder the folder's path from the store's root, "" for the root itself
 * @param files all files, those in containers among them in place of the containers
 * @param unusable files that are there and cannot be opened
 * @param annotations rows of the tables, or of the containers where these tell of their pictures
 * @param tabled whether there are such rows
 * @param hasValidation whether validation has rows of its own, and {@code hasTest} the test
 * @param remarks what a person should know of its containers
 */
public record DatasetListing(
    String name,
    String folder,
    DatasetConf conf,
    List<FileEntry> files,
    List<Unusable> unusable,
    List<Annotation> annotations,
    boolean tabled,
    boolean hasValidation,
    boolean hasTest,
    List<String> remarks) {

  /** The path from the store's root. */
  public String stored(String path) {
    return folder.isEmpty() ? path : folder + "/" + path;
  }
}
