package org.lvmmed.jobs.evaluate.heads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * The names that datasets have in their own {@code dataset.conf}; rows of the corpus bear that of
 * the folder.
 *
 * @param stated name by folder
 */
public record DatasetNames(Map<String, String> stated) {

  private static final String STATISTICS = "corpus/statistics.json";

  public DatasetNames {
    stated = Map.copyOf(stated);
  }

  /** As ingest counted them; none of a corpus without statistics. */
  public static DatasetNames read(WorkFiles work) throws IOException {
    Map<String, String> names = new HashMap<>();
    if (work.exists(STATISTICS)) {
      JsonNode datasets = new ObjectMapper().readTree(work.readText(STATISTICS)).path("datasets");
      datasets
          .fields()
          .forEachRemaining(d -> names.put(d.getKey(), d.getValue().path("name").asText()));
    }
    return new DatasetNames(names);
  }

  /** The dataset's own name, the folder's where it has none. */
  String of(String folder) {
    return stated.getOrDefault(folder, folder);
  }
}
