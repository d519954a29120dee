package org.lvmmed.jobs.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.lvmmed.ingest.container.ContainerStore;
import org.lvmmed.ingest.dataset.CorpusListing;
import org.lvmmed.ingest.dataset.DatasetListing;
import org.lvmmed.ingest.dataset.InvalidCorpusException;
import org.lvmmed.ingest.dataset.InvalidDatasetConfException;
import org.lvmmed.ingest.identity.Identity;
import org.lvmmed.ingest.io.FileStore.FileEntry;
import org.lvmmed.ingest.io.Tree;
import org.lvmmed.ingest.plan.CorpusPlan;
import org.lvmmed.ingest.plan.CorpusPlanner;
import org.lvmmed.ingest.plan.Probe;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raw files become the corpus. What was read stays in a staging folder until the corpus is whole,
 * so that a run that was stopped is resumed; inputs that did not change since the last run are not
 * read again.
 */
public final class IngestJob {
  private static final Logger LOG = LoggerFactory.getLogger(IngestJob.class);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Raised whenever the same files would give other rows than before. */
  private static final int RULES_VERSION = 5;

  private static final String CORPUS = "corpus";
  private static final String STAGING = "corpus.staging";

  /** What the jobs write in a work folder, and may delete. */
  private static final List<String> WRITTEN =
      List.of(CORPUS, STAGING, "similarity", "pretrain", "evaluation", "report");

  private static final String STATISTICS = "statistics.json";

  private final SparkSession spark;
  private final IngestSettings settings;
  private final Identity identity;

  public IngestJob(SparkSession spark, IngestSettings settings) {
    this.spark = spark;
    this.settings = settings;
    this.identity = new Identity(settings.secret());
  }

  /**
   * Makes {@code corpus/} in the work folder.
   *
   * @throws InputException if the corpus directory is missing, empty, or has a patient in two
   *     splits
   * @throws ConfigException if a {@code dataset.conf} cannot be understood
   */
  public IngestResult run() throws IOException {
    Instant started = Instant.now();
    WorkFiles work = new WorkFiles(settings.work(), hadoop());
    requireApart(work.uri(""), new WorkFiles(settings.corpus(), hadoop()).uri(""));
    work.requireUsable();
    describe("list files");
    Tree tree = tree();
    String fingerprint = fingerprint(tree);
    Optional<IngestResult> done = published(work, fingerprint);
    if (done.isPresent()) {
      LOG.info("ingest: nothing changed since the last run, {} rows", done.get().rows());
      return done.get();
    }
    List<DatasetListing> listing = list(tree);
    String staging = prepareStaging(work, fingerprint);
    CorpusPlan plan = plan(work, staging + "/probes", listing);
    plan.skipped().forEach(name -> LOG.warn("ingest: {}: no readable image, skipped", name));
    List<String> chunks = read(work, staging + "/rows", plan);
    describe("publish");
    IngestResult result = build(work, staging + "/new", chunks, listing, plan, started);
    Provenance.of("ingest", fingerprint, Map.of("corpus", fingerprint), settings.seed(), started)
        .write(work, staging + "/new");
    publish(work, staging + "/new");
    describe(null);
    report(result);
    return result;
  }

  /** What is written into the corpus is read by the next run, or takes the place of its files. */
  private static void requireApart(String work, String corpus) {
    boolean mixed =
        isIn(work, corpus) || WRITTEN.stream().anyMatch(name -> isIn(corpus, work + "/" + name));
    if (mixed) {
      throw new ConfigException(
          "Invalid --work: its folders would lie in the corpus directory or replace it; give a"
              + " folder that is not in --corpus, nor --corpus in it");
    }
  }

  private static boolean isIn(String path, String folder) {
    return (path + "/").startsWith(folder + "/");
  }

  private Tree tree() throws IOException {
    try {
      return Tree.of(HadoopFileStore.open(settings.corpus(), hadoop()));
    } catch (FileNotFoundException e) {
      throw new InputException(
          "Cannot read the corpus: --corpus "
              + settings.corpus()
              + " is not a folder; give the folder whose sub-folders are datasets");
    }
  }

  private List<DatasetListing> list(Tree tree) throws IOException {
    describe("look into archives");
    Broadcast<ReadingContext> context = broadcast(List.of());
    try (ContainerStore store = context.value().store()) {
      return CorpusListing.of(
          store,
          tree,
          new Path(settings.corpus()).getName(),
          settings.defaults(),
          new ContainerStage(java(), context));
    } catch (InvalidDatasetConfException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    } catch (InvalidCorpusException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    } finally {
      context.destroy();
    }
  }

  /** Changes with every file, with the secret and with every setting that changes rows. */
  private String fingerprint(Tree tree) {
    var hash = Hashes.digest();
    hash.update((RULES_VERSION + settings.content()).getBytes(StandardCharsets.UTF_8));
    for (FileEntry file : tree.files()) {
      String text = identity.file("", file.path()) + file.size() + "/" + file.modified();
      hash.update(text.getBytes(StandardCharsets.UTF_8));
    }
    for (String path : tree.escapes()) {
      hash.update(identity.file("", path).getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(hash.digest());
  }

  private static Optional<IngestResult> published(WorkFiles work, String fingerprint)
      throws IOException {
    boolean same =
        work.exists(CORPUS + "/_SUCCESS")
            && Provenance.read(work, CORPUS)
                .filter(p -> p.configuration().equals(fingerprint))
                .isPresent();
    return same
        ? Optional.of(JSON.readValue(work.readText(CORPUS + "/" + STATISTICS), IngestResult.class))
        : Optional.empty();
  }

  /** The folder of this very work; what other work left is removed. */
  private String prepareStaging(WorkFiles work, String fingerprint) throws IOException {
    String name = Hashes.sha256(fingerprint + settings.packing()).substring(0, 16);
    for (String other : work.list(STAGING)) {
      if (!other.equals(name)) {
        work.delete(STAGING + "/" + other);
      }
    }
    return STAGING + "/" + name;
  }

  private CorpusPlan plan(WorkFiles work, String folder, List<DatasetListing> listing)
      throws IOException {
    describe("look at files");
    Broadcast<ReadingContext> context = broadcast(List.of());
    try {
      Map<String, Probe> probes =
          new ProbeStage(java(), work, folder, context).run(CorpusPlanner.tasks(listing));
      return new CorpusPlanner(identity, settings.defaults().validation()).plan(listing, probes);
    } catch (InvalidCorpusException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    } finally {
      context.destroy();
    }
  }

  private List<String> read(WorkFiles work, String folder, CorpusPlan plan) throws IOException {
    Broadcast<ReadingContext> context = broadcast(plan.datasets());
    try {
      return new ReadStage(spark, work, folder, context, settings.packing()).run(plan.units());
    } finally {
      context.destroy();
    }
  }

  private IngestResult build(
      WorkFiles work,
      String folder,
      List<String> chunks,
      List<DatasetListing> listing,
      CorpusPlan plan,
      Instant started)
      throws IOException {
    work.delete(folder);
    try (Publication publication =
        new Publication(spark, work, folder, chunks, settings.duplicates())) {
      Accounting accounting = publication.account(plan);
      publication.writeRows(settings.packing().shard());
      publication.writeQuarantine(accounting.quarantined());
      publication.writeDuplicates();
      double seconds = java.time.Duration.between(started, Instant.now()).toMillis() / 1e3;
      IngestResult result =
          publication
              .statistics()
              .result(
                  listing,
                  plan,
                  accounting,
                  publication.duplicateCounts(),
                  publication.warnings(plan),
                  seconds);
      work.writeText(folder + "/" + STATISTICS, JSON.writeValueAsString(result));
      work.writeText(folder + "/README.md", DatasetCard.of(result));
      work.writeText(
          folder + "/croissant.json", JSON.writeValueAsString(Croissant.of(result, started)));
      return result;
    }
  }

  /** The marker comes last: without it the folder is not read as a corpus. */
  private static void publish(WorkFiles work, String folder) throws IOException {
    work.delete(CORPUS + "/_SUCCESS");
    work.replace(folder, CORPUS);
    work.writeText(CORPUS + "/_SUCCESS", "");
    work.delete(STAGING);
  }

  private static void report(IngestResult result) {
    result.datasets().values().forEach(IngestJob::reportMasks);
    result
        .warnings()
        .forEach(w -> LOG.warn("ingest: {}: {} ({})", w.dataset(), w.message(), w.times()));
    LOG.info(
        "ingest: {} rows of {} files ({} companions, {} no images, {} quarantined{}), {}"
            + " duplicates kept out{}, {} s",
        result.rows(),
        result.files().source(),
        result.files().companion(),
        result.files().notImage(),
        result.files().quarantined(),
        counted(result.quarantine()),
        result.duplicates().values().stream().mapToLong(Long::longValue).sum(),
        counted(result.duplicates()),
        Math.round(result.seconds()));
  }

  /** The parts of a number: {@code (blank 4, corrupt 3)}; nothing of none. */
  private static String counted(Map<String, Long> parts) {
    return parts.isEmpty()
        ? ""
        : new TreeMap<>(parts)
            .entrySet().stream()
                .map(part -> part.getKey() + " " + part.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
  }

  private static void reportMasks(IngestResult.DatasetCounts dataset) {
    IngestResult.Masks masks = dataset.masks();
    if (masks != null) {
      LOG.info(
          "ingest: {}: masks are {} ({}; values {})",
          dataset.name(),
          masks.rule(),
          masks.reason(),
          masks.values());
    }
  }

  private Broadcast<ReadingContext> broadcast(List<org.lvmmed.ingest.plan.DatasetRules> datasets) {
    return java()
        .broadcast(ReadingContext.of(settings, new SerializableConfiguration(hadoop()), datasets));
  }

  private JavaSparkContext java() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  private Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  private void describe(@org.jspecify.annotations.Nullable String step) {
    spark.sparkContext().setJobDescription(step == null ? null : "ingest: " + step);
  }
}
