package org.lvmmed.jobs.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.encoders.EncoderFiles;
import org.lvmmed.jobs.evaluate.heads.DatasetNames;
import org.lvmmed.jobs.evaluate.heads.HeadEvaluation;
import org.lvmmed.jobs.evaluate.heads.HeadOutcome;
import org.lvmmed.jobs.evaluate.probes.ProbeEvaluation;
import org.lvmmed.jobs.evaluate.probes.Selection;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings;
import org.lvmmed.jobs.evaluate.unit.ComparedEncoder;
import org.lvmmed.jobs.evaluate.unit.HeadUnit;
import org.lvmmed.jobs.evaluate.unit.ProbeUnit;
import org.lvmmed.jobs.evaluate.unit.Unit;
import org.lvmmed.jobs.evaluate.unit.UnitFailure;
import org.lvmmed.jobs.evaluate.unit.UnitFiles;
import org.lvmmed.jobs.evaluate.unit.UnitOutcome;
import org.lvmmed.jobs.io.CorpusTable;
import org.lvmmed.jobs.io.ExecutorFiles;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.encoder.EncoderSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges encoders by what probes make of their frozen features and by what heads learn on them, on
 * every dataset of the corpus that has labels, masks or boxes in its train and test split. The work
 * is cut into units of one dataset, encoder, protocol and trial, which are spread over the
 * executors and, once done, not done again.
 *
 * <p>Writes {@code evaluation/results.json}, {@code summary.json}, {@code failures.json} and {@code
 * embedding.json}; features and units beside them serve later runs and the report.
 */
public final class EvaluateJob {

  private static final Logger LOG = LoggerFactory.getLogger(EvaluateJob.class);
  private static final String FOLDER = "evaluation";
  private static final String PRETRAINED = "pretrain/encoder";
  private static final String RESULTS = FOLDER + "/results.json";
  private static final String SUMMARY = FOLDER + "/summary.json";
  private static final String FAILURES = FOLDER + "/failures.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final SparkSession spark;
  private final WorkFiles work;
  private final EvaluateSettings settings;
  private final ComparedEncoders encoders;
  private final ProbeEvaluation probes;
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
    this.encoders =
        new ComparedEncoders(
            new EncoderFiles(spark.sparkContext().hadoopConfiguration(), architecture),
            work.uri(PRETRAINED),
            architecture,
            named);
    this.probes = new ProbeEvaluation(spark, work, settings);
    this.outcomes =
        new UnitFiles(new ExecutorFiles(work.uri(""), spark.sparkContext().hadoopConfiguration()));
  }

  /** Does what is not done yet and writes the results. */
  public EvaluateResult run() throws IOException {
    Instant started = Instant.now();
    step("tasks");
    String fingerprint = CorpusTable.fingerprint(work);
    Dataset<Row> corpus = CorpusTable.read(spark, work);
    Selection selection = new Selection(corpus, settings);
    HeadEvaluation heads =
        new HeadEvaluation(
            spark, settings, corpus, DatasetNames.read(work), fingerprint, selection.tasks());
    List<String> datasets = new Datasets(settings).of(selection.tasks(), heads.tasks());
    List<ComparedEncoder> all =
        encoders.list(
            settings, Math.max(settings.probes() ? settings.trials() : 1, heads.trials()));
    probes.describe(selection, fingerprint, all, this::step);
    List<ProbeUnit> probeUnits = probes.units(selection.tasks());
    List<HeadUnit> headUnits = heads.units(all);
    List<ProbeUnit> pendingProbes = outcomes.pending(probeUnits);
    List<HeadUnit> pendingHeads = outcomes.pending(headUnits);
    step(pendingProbes.size() + " probes, " + pendingHeads.size() + " heads");
    List<UnitFailure> failures = new ArrayList<>(probes.run(pendingProbes, outcomes));
    failures.addAll(heads.run(pendingHeads, all, outcomes));
    writeResults(probeUnits, headUnits, failures);
    probes.drawMap();
    probes.keepOnlyTheseFeatures();
    List<Unit> units = Stream.<Unit>concat(probeUnits.stream(), headUnits.stream()).toList();
    outcomes.keepOnly(units);
    Provenance.of("evaluate", configuration(), inputs(fingerprint, all), settings.seed(), started)
        .write(work, FOLDER);
    int pending = pendingProbes.size() + pendingHeads.size();
    return new EvaluateResult(
        datasets,
        pending - failures.size(),
        units.size() - pending,
        failures.stream().map(UnitFailure::toString).toList());
  }

  private void writeResults(
      List<ProbeUnit> probes, List<HeadUnit> heads, List<UnitFailure> failures) throws IOException {
    step("results");
    List<TrialScores> measured =
        TrialScores.of(
            outcomes.readDone(probes, UnitOutcome.class),
            outcomes.readDone(heads, HeadOutcome.class));
    List<ResultRow> rows = new ResultTable(settings.bootstrap()).rows(measured);
    List<Verdict> verdicts = new Summary(settings.resamples(), settings.seed()).verdicts(measured);
    work.writeText(RESULTS, JSON.writeValueAsString(rows));
    work.writeText(SUMMARY, JSON.writeValueAsString(verdicts));
    work.writeText(FAILURES, JSON.writeValueAsString(failures));
    failures.forEach(failure -> LOG.warn("evaluate: not done: {}", failure));
    verdicts.forEach(verdict -> LOG.info("evaluate: {}", verdict.statement()));
  }

  private String configuration() {
    return Hashes.sha256(settings.toString());
  }

  private static Map<String, String> inputs(String corpus, List<ComparedEncoder> all) {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("corpus", corpus);
    all.forEach(c -> inputs.put(c.name() + " " + c.trials(), c.fingerprint()));
    return inputs;
  }

  private void step(String what) {
    spark.sparkContext().setJobDescription("evaluate: " + what);
    LOG.info("evaluate: {}", what);
  }
}
