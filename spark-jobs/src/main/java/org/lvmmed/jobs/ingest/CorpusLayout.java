package org.lvmmed.jobs.ingest;

import java.io.IOException;
import java.util.List;
import org.lvmmed.jobs.io.WorkFiles;

/** Names of the corpus' files. */
final class CorpusLayout {
  private CorpusLayout() {}

  /** Moves the one file of each shard's folder up and gives it a name that does not change. */
  static void flatten(WorkFiles work, String shards, String folder, int count) throws IOException {
    for (int shard = 0; shard < count; shard++) {
      String from = shards + "/shard=" + shard;
      List<String> parts =
          work.list(from).stream().filter(name -> name.endsWith(".parquet")).toList();
      if (parts.size() > 1) {
        throw new IllegalStateException("Shard " + shard + " has " + parts.size() + " files");
      }
      if (!parts.isEmpty()) {
        work.replace(from + "/" + parts.get(0), folder + "/part-%05d.parquet".formatted(shard));
      }
    }
    work.delete(shards);
  }
}
