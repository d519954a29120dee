package org.lvmmed.jobs.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.dl4j.EncoderFiles;
import org.lvmmed.jobs.io.CorpusTable;
import org.lvmmed.jobs.io.ExecutorFiles;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.encoder.EncoderSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges encoders by what probes make of their frozen features, on every dataset of the corpus that
 * has labels in its train and test split. The work is cut into units of one dataset, encoder,
 * protocol and trial, which are spread over the executors and, once done, not done again.
 *
 * <p>Writes {@code evaluation/results.json} and {@code embedding.json}; features and units beside
 * them serve later runs and the report.
 */
public final class EvaluateJob {

  private static final Logger LOG = LoggerFactory.getLogger(EvaluateJob.class);
  private static final String FOLDER = "evaluation";
  private static final String PRETRAINED = "pretrain/encoder";
  private static final String RESULTS = FOLDER + "/results.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final SparkSession spark;
  private final WorkFiles work;
  private final EvaluateSettings settings;
  private final Contenders contenders;
  private final FeatureTables tables;
  private final UnitFiles outcomes;

  /**
   * @param architecture of the untrained encoder where no pretrained one takes part
   * @param named other encoders to evaluate: name and the URI of folder or file
   */
  public EvaluateJob(
      SparkSession spark,
      WorkFiles work,
      EvaluateSettings settings,
      EncoderSettings architecture,
      Map<String, String> named) {
    this.spark = spark;
    this.work = work;
    this.settings = settings;
    this.contenders =
        new Contenders(
            new EncoderFiles(spark.sparkContext().hadoopConfiguration(), architecture),
            work.uri(PRETRAINED),
            architecture,
            named);
    this.tables = new FeatureTables(spark, work, settings.inference());
    this.outcomes =
        new UnitFiles(new ExecutorFiles(work.uri(""), spark.sparkContext().hadoopConfiguration()));
  }

  /** Does what is not done yet and writes the results. */
  public EvaluateResult run() throws IOException {
    Instant started = Instant.now();
    String corpus = CorpusTable.fingerprint(work);
    Selection selection = new Selection(CorpusTable.read(spark, work), settings);
    Map<String, Contender> described = describe(selection, corpus);
    List<ProbeUnit> units = units(selection.tasks(), described);
    List<ProbeUnit> pending = outcomes.pending(units);
    List<String> failures = probe(pending);
    writeResults(units);
    drawMap(described);
    tables.keepOnly(described.keySet());
    outcomes.keepOnly(units);
    Provenance.of("evaluate", configuration(), inputs(corpus, described), settings.seed(), started)
        .write(work, FOLDER);
    return new EvaluateResult(
        selection.tasks().stream().map(ClassificationTask::dataset).toList(),
        pending.size() - failures.size(),
        units.size() - pending.size(),
        failures);
  }

  /** Makes sure that every contender's features are there; gives their folders. */
  private Map<String, Contender> describe(Selection selection, String corpus) throws IOException {
    String images =
        Hashes.sha256(
            corpus + settings.tasks() + settings.imagesPerSplit() + settings.embeddingImages());
    Map<String, Contender> folders = new LinkedHashMap<>();
    for (Contender contender : contenders.list(settings)) {
      String folder = tables.folder(contender, images);
      boolean first = folders.isEmpty();
      step("features of %s, trials %s".formatted(contender.name(), contender.trials()));
      tables.ensure(folder, contender, selection.images(first));
      folders.put(folder, contender);
    }
    return folders;
  }

  private List<ProbeUnit> units(List<ClassificationTask> tasks, Map<String, Contender> described) {
    List<ProbeUnit> units = new ArrayList<>();
    for (ClassificationTask task : tasks) {
      for (Protocol protocol : settings.protocols()) {
        described.forEach(
            (folder, contender) ->
                contender
                    .trials()
                    .forEach(
                        trial ->
                            units.add(
                                new ProbeUnit(
                                    task, contender.name(), folder, protocol, trial, basis()))));
      }
    }
    return units;
  }

  /** What a unit's outcome depends on besides features and task. */
  private String basis() {
    return Hashes.sha256(
        List.of(settings.knn(), settings.linear(), settings.trialFraction(), settings.seed())
            .toString());
  }

  private List<String> probe(List<ProbeUnit> pending) {
    if (pending.isEmpty()) {
      return List.of();
    }
    step("%d probes".formatted(pending.size()));
    return new UnitRun(new ProbeRunner(settings), outcomes)
        .run(JavaSparkContext.fromSparkContext(spark.sparkContext()), tables, pending);
  }

  private void writeResults(List<ProbeUnit> units) throws IOException {
    step("results");
    List<UnitOutcome> done = new ArrayList<>();
    for (ProbeUnit unit : units) {
      if (outcomes.isDone(unit)) {
        done.add(outcomes.read(unit));
      }
    }
    List<ResultRow> rows = new ResultTable(settings.bootstrap()).rows(done);
    work.writeText(RESULTS, JSON.writeValueAsString(rows));
  }

  /** The first contender's features as a map: those of the pretrained encoder if there is one. */
  private void drawMap(Map<String, Contender> described) throws IOException {
    Map.Entry<String, Contender> first = described.entrySet().iterator().next();
    EmbeddingMap.write(first.getValue().name(), tables.read(first.getKey()), work);
  }

  private String configuration() {
    return Hashes.sha256(settings.toString());
  }

  private static Map<String, String> inputs(String corpus, Map<String, Contender> described) {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("corpus", corpus);
    described.values().forEach(c -> inputs.put(c.name() + " " + c.trials(), c.fingerprint()));
    return inputs;
  }

  private void step(String what) {
    spark.sparkContext().setJobDescription("evaluate: " + what);
    LOG.info("evaluate: {}", what);
  }
}
