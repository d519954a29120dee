package org.lvmmed.jobs.evaluate;

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
import org.lvmmed.jobs.dl4j.EncoderModel;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.task.Tasks;

/** The heads of an evaluation: which there are, and their training on the executors. */
final class HeadEvaluation {

  /** Raised with every change of what heads are trained by: finished ones do not count then. */
  private static final int REVISION = 2;

  private final SparkSession spark;
  private final EvaluateSettings settings;
  private final SampleSource source;
  private final String corpus;
  private final List<HeadTask> tasks;

  /**
   * @param fingerprint of the corpus
   * @param classification datasets with labels
   */
  HeadEvaluation(
      SparkSession spark,
      EvaluateSettings settings,
      Dataset<Row> corpus,
      DatasetNames names,
      String fingerprint,
      List<ClassificationTask> classification)
      throws IOException {
    this.spark = spark;
    this.settings = settings;
    this.source = new SampleSource(corpus, settings.heads().imagesPerSplit());
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

  List<HeadTask> tasks() {
    return tasks;
  }

  /** The most trials of any task; 0 where there is none. */
  int trials() {
    return tasks.stream().mapToInt(HeadTask::trials).max().orElse(0);
  }

  List<HeadUnit> units(List<Contender> contenders) {
    String basis =
        Hashes.sha256(
            List.of(REVISION, corpus, settings.seed(), settings.heads().imagesPerSplit())
                .toString());
    List<HeadUnit> units = new ArrayList<>();
    for (HeadTask task : tasks) {
      for (Contender contender : contenders) {
        contender.trials().stream()
            .filter(trial -> trial < task.trials())
            .forEach(
                trial ->
                    units.add(
                        new HeadUnit(
                            task.once(), contender.name(), contender.fingerprint(), trial, basis)));
      }
    }
    return units;
  }

  /** Trains and tests; gives the reasons of those that could not be done. */
  List<UnitFailure> run(List<HeadUnit> pending, List<Contender> contenders, UnitFiles outcomes)
      throws IOException {
    if (pending.isEmpty()) {
      return List.of();
    }
    Map<String, Broadcast<EncoderModel>> encoders = send(pending, contenders);
    try {
      return new HeadRun(new HeadRunner(settings.seed(), encoders), outcomes, pending).run(source);
    } finally {
      encoders.values().forEach(Broadcast::destroy);
    }
  }

  /** Encoders go to the executors once, whatever the number of their units. */
  private Map<String, Broadcast<EncoderModel>> send(
      List<HeadUnit> pending, List<Contender> contenders) {
    Set<String> wanted = pending.stream().map(HeadUnit::fingerprint).collect(Collectors.toSet());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Map<String, Broadcast<EncoderModel>> sent = new HashMap<>();
    for (Contender contender : contenders) {
      if (wanted.contains(contender.fingerprint()) && !sent.containsKey(contender.fingerprint())) {
        sent.put(contender.fingerprint(), context.broadcast(contender.model().get()));
      }
    }
    return sent;
  }
}
