package org.lvmmed.jobs.evaluate;

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
import org.lvmmed.jobs.evaluate.probes.ProbeEvaluation;
import org.lvmmed.jobs.evaluate.probes.Selection;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings;
import org.lvmmed.jobs.evaluate.unit.ComparedEncoder;
import org.lvmmed.jobs.evaluate.unit.HeadUnit;
import org.lvmmed.jobs.evaluate.unit.ProbeUnit;
import org.lvmmed.jobs.evaluate.unit.Unit;
import org.lvmmed.jobs.evaluate.unit.UnitFailure;
import org.lvmmed.jobs.evaluate.unit.UnitFiles;
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
    Plan plan = plan();
    step("%d probes, %d heads".formatted(plan.pendingProbes().size(), plan.pendingHeads().size()));
    List<UnitFailure> failures = work(plan);
    step("results");
    writeResults(plan.units(), failures);
    removeWhatIsOutOfDate(plan.units());
    Provenance.of("evaluate", configuration(), plan.inputs(), settings.seed(), started)
        .write(work, FOLDER);
    return plan.result(failures);
  }

  /**
   * What there is to do.
   *
   * @param datasets that something is done with
   * @param heads trains what is pending of heads
   */
  private record Plan(
      String corpus,
      List<String> datasets,
      List<ComparedEncoder> encoders,
      HeadEvaluation heads,
      List<ProbeUnit> probeUnits,
      List<HeadUnit> headUnits,
      List<ProbeUnit> pendingProbes,
      List<HeadUnit> pendingHeads) {

    List<Unit> units() {
      return Stream.<Unit>concat(probeUnits.stream(), headUnits.stream()).toList();
    }

    Map<String, String> inputs() {
      Map<String, String> inputs = new LinkedHashMap<>();
      inputs.put("corpus", corpus);
      encoders.forEach(c -> inputs.put(c.name() + " " + c.trials(), c.fingerprint()));
      return inputs;
    }

    EvaluateResult result(List<UnitFailure> failures) {
      int pending = pendingProbes.size() + pendingHeads.size();
      return new EvaluateResult(
          datasets,
          pending - failures.size(),
          units().size() - pending,
          failures.stream().map(UnitFailure::toString).toList());
    }
  }

  private Plan plan() throws IOException {
    String fingerprint = CorpusTable.fingerprint(work);
    Dataset<Row> corpus = CorpusTable.read(spark, work);
    Selection selection = new Selection(corpus, settings);
    HeadEvaluation heads =
        new HeadEvaluation(
            spark, settings, corpus, DatasetNames.read(work), fingerprint, selection.tasks());
    List<String> datasets = new Datasets(settings).of(selection.tasks(), heads.tasks());
    List<ComparedEncoder> compared = encoders.list(settings, trials(heads));
    probes.describe(selection, fingerprint, compared, this::step);
    List<ProbeUnit> probeUnits = probes.units(selection.tasks());
    List<HeadUnit> headUnits = heads.units(compared);
    return new Plan(
        fingerprint,
        datasets,
        compared,
        heads,
        probeUnits,
        headUnits,
        outcomes.pending(probeUnits),
        outcomes.pending(headUnits));
  }

  /** As many initialisations of the untrained encoder as any unit asks for. */
  private int trials(HeadEvaluation heads) {
    return Math.max(settings.probes() ? settings.sampling().trials() : 1, heads.trials());
  }

  private List<UnitFailure> work(Plan plan) throws IOException {
    List<UnitFailure> failures = new ArrayList<>(probes.run(plan.pendingProbes(), outcomes));
    failures.addAll(plan.heads().run(plan.pendingHeads(), plan.encoders(), outcomes));
    return failures;
  }

  private void writeResults(List<Unit> units, List<UnitFailure> failures) throws IOException {
    List<TrialScores> measured = TrialScores.of(outcomes.readDone(units));
    List<ResultRow> rows = new ResultTable(settings.bootstrap()).rows(measured);
    List<Verdict> verdicts =
        new Summary(settings.sampling().resamples(), settings.seed()).verdicts(measured);
    new EvaluationFiles(work).write(rows, verdicts, failures);
    probes.drawMap();
    failures.forEach(failure -> LOG.warn("evaluate: not done: {}", failure));
    verdicts.forEach(verdict -> LOG.info("evaluate: {}", verdict.statement()));
  }

  /** Features and units of earlier evaluations, so that the folder agrees with the results. */
  private void removeWhatIsOutOfDate(List<Unit> units) throws IOException {
    probes.keepOnlyTheseFeatures();
    outcomes.keepOnly(units);
  }

  private String configuration() {
    return Hashes.sha256(settings.toString());
  }

  private void step(String what) {
    spark.sparkContext().setJobDescription("evaluate: " + what);
    LOG.info("evaluate: {}", what);
  }
}
