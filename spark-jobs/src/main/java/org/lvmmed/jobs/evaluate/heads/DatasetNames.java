package org.lvmmed.jobs.evaluate.heads;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.lvmmed.jobs.ingest.IngestResult;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * The names that datasets have in their own {@code dataset.conf}; rows of the corpus bear that of
 * the folder.
 *
 * @param stated name by folder
 */
public record DatasetNames(Map<String, String> stated) {

  public DatasetNames {
    stated = Map.copyOf(stated);
  }

  /** As ingest counted them; none of a corpus without statistics. */
  public static DatasetNames read(WorkFiles work) throws IOException {
    Map<String, String> names = new HashMap<>();
    IngestResult.read(work)
        .ifPresent(ingest -> ingest.datasets().forEach((folder, d) -> names.put(folder, d.name())));
    return new DatasetNames(names);
  }

  /** The dataset's own name, the folder's where it has none. */
  String of(String folder) {
    return stated.getOrDefault(folder, folder);
  }
}
