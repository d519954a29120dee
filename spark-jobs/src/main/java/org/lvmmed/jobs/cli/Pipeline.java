package org.lvmmed.jobs.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.doctor.Doctor;
import org.lvmmed.jobs.doctor.Finding;
import org.lvmmed.jobs.doctor.MemoryTable;
import org.lvmmed.jobs.encoders.EncoderFiles;
import org.lvmmed.jobs.evaluate.EvaluateJob;
import org.lvmmed.jobs.ingest.IngestJob;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.PretrainJob;
import org.lvmmed.jobs.report.ReportJob;
import org.lvmmed.jobs.similarity.SimilarityJob;
import org.lvmmed.model.network.EngineCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs steps one after the other in one Spark session, each announced and summed up in a line. */
final class Pipeline {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private final RunConfig config;
  private final JobOptions options;
  private final Map<String, String> embeddings;

  Pipeline(RunConfig config, JobOptions options) {
    this(config, options, Map.of());
  }

  /**
   * @param embeddings that the report shows, by the names of their encoders
   */
  Pipeline(RunConfig config, JobOptions options, Map<String, String> embeddings) {
    this.config = config;
    this.options = options;
    this.embeddings = embeddings;
  }

  /**
   * @throws ConfigException if an option is missing that a step needs
   */
  void run(List<Step> steps) throws IOException {
    if (steps.contains(Step.INGEST) && options.corpusUri().isEmpty()) {
      throw new ConfigException("Missing --corpus: the directory of datasets to ingest");
    }
    options.namedEncoders();
    if (options.dryRun) {
      System.out.print(Plan.describe(config, options, steps));
      return;
    }
    SparkSession spark = SparkSession.builder().appName("lvm-med").getOrCreate();
    try {
      if (!steps.contains(Step.INGEST)) {
        requireEarlierRun(new WorkFiles(options.work, spark.sparkContext().hadoopConfiguration()));
      }
      requireInitialWeights(spark, steps);
      for (Step step : steps) {
        run(step, spark, steps);
      }
    } finally {
      spark.stop();
    }
  }

  /** A misspelt folder is not made, nor reported on as one where nothing has happened yet. */
  private static void requireEarlierRun(WorkFiles work) throws IOException {
    if (!work.exists("")) {
      throw new InputException(
          "No work folder: --work "
              + work.uri("")
              + " is not there; give the folder of an earlier run, or run ingest first");
    }
    work.requireUsable();
  }

  /** Told before the hours that other steps may take. */
  private void requireInitialWeights(SparkSession spark, List<Step> steps) {
    String uri = config.initial().uri();
    if (uri != null && steps.size() > 1 && steps.contains(Step.PRETRAIN)) {
      EncoderFiles.given(uri, config.encoder(), spark.sparkContext().hadoopConfiguration());
    }
  }

  private void run(Step step, SparkSession spark, List<Step> steps) throws IOException {
    Instant started = Instant.now();
    LOG.info("[{}/{}] {}: {}", steps.indexOf(step) + 1, steps.size(), step.command(), step.way());
    WorkFiles work = new WorkFiles(options.work, spark.sparkContext().hadoopConfiguration());
    switch (step) {
      case INGEST -> ingest(spark);
      case SIMILARITY ->
          new SimilarityJob(spark, work, config.similarity(), config.compute()).run();
      case PRETRAIN -> pretrain(spark);
      case EVALUATE -> evaluate(spark, work);
      case REPORT -> report(spark, work);
    }
    Duration taken = Duration.between(started, Instant.now());
    LOG.info("{} done in {}", step.command(), readable(taken));
  }

  void ingest(SparkSession spark) throws IOException {
    Secret secret = Secret.of(secret(spark));
    new IngestJob(spark, config.ingest(options.corpusUri().orElseThrow(), options.work, secret))
        .run();
  }

  /** On a node of the cluster a secret made on first use would be another one with every run. */
  private byte[] secret(SparkSession spark) throws IOException {
    boolean onCluster = "cluster".equals(spark.conf().get("spark.submit.deployMode", "client"));
    return onCluster
        ? SecretFile.existing(options.secretFile())
        : SecretFile.read(options.secretFile());
  }

  private void pretrain(SparkSession spark) throws IOException {
    warn(spark);
    new PretrainJob(spark, config.pretrainRequest(options.work)).run();
  }

  /**
   * Whatever {@code doctor} finds amiss is said before days are spent, but much of it is estimated.
   */
  private void warn(SparkSession spark) throws IOException {
    EngineCheck check = config.compute().check();
    if (check.accelerated()) {
      LOG.info("pretrain: {}", check.message());
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    MemoryTable table =
        MemoryTable.of(
            config.encoder(),
            config.views().small(),
            config.objective(),
            config.pretrain(),
            config.compute());
    for (Finding finding : new Doctor(context, options.work, table, config.compute()).examine()) {
      if (finding.level() != Finding.Level.OK) {
        LOG.warn("pretrain: {}: {}", finding.where(), finding.message());
      }
    }
  }

  private void evaluate(SparkSession spark, WorkFiles work) throws IOException {
    new EvaluateJob(spark, work, config.evaluate(), config.encoder(), options.namedEncoders())
        .run();
  }

  private void report(SparkSession spark, WorkFiles work) throws IOException {
    ReportJob.Result result = new ReportJob(spark, work, config.report(), embeddings).run();
    System.out.println("report: " + result.page());
  }

  private static String readable(Duration d) {
    return d.toMinutes() > 0
        ? "%d min %d s".formatted(d.toMinutes(), d.toSecondsPart())
        : "%.1f s".formatted(d.toMillis() / 1000.0);
  }
}
