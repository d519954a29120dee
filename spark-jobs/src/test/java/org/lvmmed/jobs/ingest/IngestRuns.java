package org.lvmmed.jobs.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.ingest.dataset.DatasetDefaults;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.phantom.MixedCorpus;
import org.lvmmed.ingest.phantom.PhantomSink;
import org.lvmmed.ingest.pixels.PixelRules;
import org.lvmmed.jobs.io.Hashes;

/** Ingests in small steps, so that tests can stop between them. */
final class IngestRuns {
  static final Secret SECRET = Secret.of(new byte[32]);
  private static final int FEW_FILES = 512 << 10;

  private IngestRuns() {}

  static void writeMixed(Path corpus, int files) throws IOException {
    new MixedCorpus(7, files, 32).write(PhantomSink.directory(corpus));
  }

  static IngestResult run(SparkSession spark, Path corpus, Path work) throws IOException {
    return new IngestJob(spark, settings(corpus, work)).run();
  }

  static IngestSettings settings(Path corpus, Path work) {
    return new IngestSettings(
        corpus.toString(),
        work.toString(),
        SECRET,
        1,
        ReadLimits.DEFAULT,
        PixelRules.DEFAULT,
        DatasetDefaults.STANDARD,
        false,
        IngestSettings.Duplicates.DEFAULT,
        new IngestSettings.Packing(FEW_FILES, FEW_FILES, 1 << 20, 1 << 20));
  }

  /** Every row of a corpus as a hash of all that is in it, by identifier. */
  static TreeMap<String, String> rows(SparkSession spark, Path work) {
    TreeMap<String, String> rows = new TreeMap<>();
    for (Row row : parquet(spark, work.resolve("corpus"))) {
      byte[] png = row.<Row>getAs("image").getAs("bytes");
      rows.put(row.getAs("image_id"), Hashes.sha256(png) + Hashes.sha256(row.json()));
    }
    return rows;
  }

  static List<Row> parquet(SparkSession spark, Path folder) {
    return spark
        .read()
        .option("pathGlobFilter", "*.parquet")
        .parquet(folder.toString())
        .collectAsList();
  }
}
