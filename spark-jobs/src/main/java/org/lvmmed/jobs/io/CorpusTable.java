package org.lvmmed.jobs.io;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The corpus as the jobs after ingest see it. */
public final class CorpusTable {

  private static final String FOLDER = "corpus";

  private CorpusTable() {}

  /**
   * All rows of the corpus.
   *
   * @throws InputException where there is none
   */
  public static Dataset<Row> read(SparkSession spark, WorkFiles work) throws IOException {
    if (parts(work).isEmpty()) {
      throw new InputException(
          "No corpus: the work folder has no Parquet file in corpus/ (run ingest first)");
    }
    return spark.read().option("pathGlobFilter", "*.parquet").parquet(work.uri(FOLDER));
  }

  /** Changes whenever the corpus does: a hash of its provenance and of its files' names. */
  public static String fingerprint(WorkFiles work) throws IOException {
    String origin =
        Provenance.read(work, FOLDER).map(p -> p.configuration() + p.finished()).orElse("");
    return Hashes.sha256(origin + String.join("\n", parts(work)));
  }

  private static List<String> parts(WorkFiles work) throws IOException {
    return work.list(FOLDER).stream().filter(name -> name.endsWith(".parquet")).toList();
  }
}
