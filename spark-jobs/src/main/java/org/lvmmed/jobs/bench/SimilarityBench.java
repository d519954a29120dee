package org.lvmmed.jobs.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.ingest.IngestJob;
import org.lvmmed.jobs.ingest.IngestSettings;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.similarity.NeighbourRecall;
import org.lvmmed.jobs.similarity.SimilarityJob;
import org.lvmmed.jobs.similarity.SimilarityResult;
import org.lvmmed.jobs.similarity.SimilaritySettings;
import org.lvmmed.model.network.Compute;

/**
 * How the time of the similarity job grows with the number of images, and how many of an image's
 * best neighbours it finds. Corpora are generated and ingested; the smallest is compared once
 * beforehand, which warms up.
 */
public final class SimilarityBench {
  private static final int QUERIES = 500;

  private final SparkSession spark;
  private final WorkFiles work;
  private final List<Integer> files;
  private final SimilaritySettings settings;
  private final Compute compute;
  private final BiFunction<String, String, IngestSettings> ingest;
  private final Consumer<String> lines;

  /**
   * @param files of each corpus, ascending, at least two
   * @param ingest settings of an ingest from a corpus into a work folder
   * @param lines gets what was measured
   */
  public SimilarityBench(
      SparkSession spark,
      WorkFiles work,
      List<Integer> files,
      SimilaritySettings settings,
      Compute compute,
      BiFunction<String, String, IngestSettings> ingest,
      Consumer<String> lines) {
    this.spark = spark;
    this.work = work;
    this.files = List.copyOf(files);
    this.settings = settings;
    this.compute = compute;
    this.ingest = ingest;
    this.lines = lines;
  }

  /** Measures, and ends with recall on the largest corpus and the exponent of the time's growth. */
  public void run() throws IOException {
    for (int count : files) {
      ingest(count);
    }
    compare(files.get(0));
    List<Growth.Measured> measured = new ArrayList<>();
    for (int count : files) {
      Growth.Measured run = compare(count);
      say("%d images compared in %.1f s", run.images(), run.seconds());
      measured.add(run);
    }
    double recall =
        NeighbourRecall.of(spark, folder(files.get(files.size() - 1)), settings, compute, QUERIES);
    say("recall@%d %.3f growth n^%.2f", settings.neighbours(), recall, Growth.exponent(measured));
  }

  private void say(String format, Object... values) {
    lines.accept(String.format(Locale.ROOT, format, values));
  }

  private WorkFiles folder(int count) throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    return new WorkFiles(work.uri("run-" + count), hadoop);
  }

  /** Anew, since an earlier measurement's identifiers had another secret. */
  private void ingest(int count) throws IOException {
    WorkFiles run = folder(count);
    work.delete("run-" + count);
    new IngestJob(spark, ingest.apply(new GeneratedFiles(work).mixed(count), run.uri(""))).run();
  }

  private Growth.Measured compare(int count) throws IOException {
    WorkFiles run = folder(count);
    run.delete("similarity");
    long from = System.nanoTime();
    SimilarityResult result = new SimilarityJob(spark, run, settings, compute).run();
    return new Growth.Measured(result.images(), (System.nanoTime() - from) / 1e9);
  }
}
