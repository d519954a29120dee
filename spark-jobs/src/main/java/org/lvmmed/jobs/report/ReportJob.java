package org.lvmmed.jobs.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@code report/index.html}: one self-contained page on what went in, how training went and
 * what came out. A section whose input is missing says which step writes it.
 */
public final class ReportJob {
  private static final Logger LOG = LoggerFactory.getLogger(ReportJob.class);
  private static final String FOLDER = "report";

  private final SparkSession spark;
  private final WorkFiles work;
  private final ReportSettings settings;
  private final Map<String, String> embeddings;

  /** Of a work folder alone. */
  public ReportJob(SparkSession spark, WorkFiles work, ReportSettings settings) {
    this(spark, work, settings, Map.of());
  }

  /**
   * @param embeddings folders that {@code embed} wrote of the same corpus, by the names that their
   *     encoders have on the page
   */
  public ReportJob(
      SparkSession spark, WorkFiles work, ReportSettings settings, Map<String, String> embeddings) {
    this.spark = spark;
    this.work = work;
    this.settings = settings;
    this.embeddings = embeddings;
  }

  /**
   * What was written.
   *
   * @param page URI of the page
   * @param bytes its size
   */
  public record Result(String page, long bytes) {}

  /**
   * Reads the work folder and writes the page.
   *
   * @throws org.lvmmed.jobs.io.InputException if a file of an earlier step cannot be understood
   */
  public Result run() throws IOException {
    Instant started = Instant.now();
    spark.sparkContext().setJobDescription("report: gather");
    ReportData data = new ReportReader(spark, work, settings, embeddings).read();
    byte[] page = ReportPage.of(data).getBytes(StandardCharsets.UTF_8);
    work.writeWhole(FOLDER + "/index.html", page);
    Map<String, String> inputs = new TreeMap<>();
    data.origins().forEach((step, origin) -> inputs.put(step, origin.configuration()));
    Provenance.of("report", Hashes.sha256(settings.toString()), inputs, 0, started)
        .write(work, FOLDER);
    LOG.info("report: {} bytes", page.length);
    return new Result(work.uri(FOLDER + "/index.html"), page.length);
  }
}
