package org.lvmmed.jobs.evaluate.heads;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.evaluate.samples.SampleSource;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.evaluate.unit.ClassificationTask;
import org.lvmmed.jobs.evaluate.unit.ComparedEncoder;
import org.lvmmed.jobs.evaluate.unit.HeadTask;
import org.lvmmed.jobs.evaluate.unit.HeadUnit;
import org.lvmmed.jobs.evaluate.unit.UnitFailure;
import org.lvmmed.jobs.evaluate.unit.UnitFiles;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.task.Tasks;
import org.lvmmed.model.encoder.EncoderModel;

/** The heads of an evaluation: which there are, and their training on the executors. */
public final class HeadEvaluation {

  /** Raised with every change of what heads are trained by: finished ones do not count then. */
  private static final int REVISION = 4;

  private final SparkSession spark;
  private final EvaluateSettings settings;
  private final SampleSource source;
  private final String corpus;
  private final List<HeadTask> tasks;

  /**
   * @param fingerprint of the corpus
   * @param classification datasets with labels
   */
  public HeadEvaluation(
      SparkSession spark,
      EvaluateSettings settings,
      Dataset<Row> corpus,
      DatasetNames names,
      String fingerprint,
      List<ClassificationTask> classification)
      throws IOException {
    this.spark = spark;
    this.settings = settings;
    this.source = new SampleSource(corpus, settings.sampling().headImages());
    this.corpus = fingerprint;
    this.tasks =
        settings.protocols().stream().allMatch(Protocol::isProbe)
            ? List.of()
            : find(corpus, names, classification);
  }

  private List<HeadTask> find(
      Dataset<Row> images, DatasetNames names, List<ClassificationTask> classification)
      throws IOException {
    Tasks descriptors = Tasks.ofClassPath(HeadEvaluation.class.getClassLoader());
    return new HeadTasks(images, settings, descriptors, names).find(classification);
  }

  public List<HeadTask> tasks() {
    return tasks;
  }

  /** The most trials of any task; 0 where there is none. */
  public int trials() {
    return tasks.stream().mapToInt(HeadTask::trials).max().orElse(0);
  }

  public List<HeadUnit> units(List<ComparedEncoder> encoders) {
    String basis =
        Hashes.sha256(
            List.of(
                    REVISION,
                    corpus,
                    settings.seed(),
                    settings.sampling().headImages(),
                    settings.inference().compute())
                .toString());
    List<HeadUnit> units = new ArrayList<>();
    for (HeadTask task : tasks) {
      for (ComparedEncoder encoder : encoders) {
        encoder.trials().stream()
            .filter(trial -> trial < task.trials())
            .forEach(
                trial ->
                    units.add(
                        new HeadUnit(
                            task.once(), encoder.name(), encoder.fingerprint(), trial, basis)));
      }
    }
    return units;
  }

  /** Trains and tests; gives the reasons of those that could not be done. */
  public List<UnitFailure> run(
      List<HeadUnit> pending, List<ComparedEncoder> encoders, UnitFiles outcomes)
      throws IOException {
    if (pending.isEmpty()) {
      return List.of();
    }
    Map<String, Broadcast<EncoderModel>> sent = send(pending, encoders);
    try {
      return new HeadRun(
              new HeadRunner(settings.seed(), settings.inference().compute(), sent),
              outcomes,
              pending)
          .run(source);
    } finally {
      sent.values().forEach(Broadcast::destroy);
    }
  }

  /** Encoders go to the executors once, whatever the number of their units. */
  private Map<String, Broadcast<EncoderModel>> send(
      List<HeadUnit> pending, List<ComparedEncoder> encoders) {
    Set<String> wanted = pending.stream().map(HeadUnit::fingerprint).collect(Collectors.toSet());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Map<String, Broadcast<EncoderModel>> sent = new HashMap<>();
    for (ComparedEncoder encoder : encoders) {
      if (wanted.contains(encoder.fingerprint()) && !sent.containsKey(encoder.fingerprint())) {
        sent.put(encoder.fingerprint(), context.broadcast(encoder.model().get()));
      }
    }
    return sent;
  }
}
