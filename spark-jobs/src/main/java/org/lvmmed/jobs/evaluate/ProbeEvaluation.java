package org.lvmmed.jobs.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.WorkFiles;

/** The probes of an evaluation, and the map: what needs stored features. */
final class ProbeEvaluation {

  private final SparkSession spark;
  private final WorkFiles work;
  private final EvaluateSettings settings;
  private final FeatureTables tables;
  private final Map<String, Contender> described = new LinkedHashMap<>();

  ProbeEvaluation(SparkSession spark, WorkFiles work, EvaluateSettings settings) {
    this.spark = spark;
    this.work = work;
    this.settings = settings;
    this.tables = new FeatureTables(spark, work, settings.inference());
  }

  /**
   * Makes sure that the features of those contenders that need them are there.
   *
   * @param corpus its fingerprint
   */
  void describe(
      Selection selection, String corpus, List<Contender> contenders, Consumer<String> progress)
      throws IOException {
    String images =
        Hashes.sha256(
            corpus
                + settings.tasks()
                + settings.imagesPerSplit()
                + settings.embeddingImages()
                + (settings.probes() ? "" : "map alone"));
    for (Contender contender : contenders) {
      boolean first = described.isEmpty();
      boolean map = first && settings.embeddingImages() > 0;
      if (map || settings.probes() && contender.trials().get(0) < settings.trials()) {
        String folder = tables.folder(contender, images);
        progress.accept("features of " + contender.name() + ", trials " + contender.trials());
        tables.ensure(folder, contender, selection.images(first));
        described.put(folder, contender);
      }
    }
  }

  List<ProbeUnit> units(List<ClassificationTask> tasks) {
    List<ProbeUnit> units = new ArrayList<>();
    for (ClassificationTask task : tasks) {
      for (Protocol protocol : settings.protocols()) {
        if (protocol.isProbe()) {
          described.forEach((folder, c) -> units.addAll(units(task, protocol, folder, c)));
        }
      }
    }
    return units;
  }

  private List<ProbeUnit> units(
      ClassificationTask task, Protocol protocol, String folder, Contender contender) {
    return contender.trials().stream()
        .filter(trial -> trial < settings.trials())
        .map(t -> new ProbeUnit(task, contender.name(), folder, protocol, t, basis()))
        .toList();
  }

  /** What a unit's outcome depends on besides features and task. */
  private String basis() {
    return Hashes.sha256(
        List.of(settings.knn(), settings.linear(), settings.trialFraction(), settings.seed())
            .toString());
  }

  /** Fits probes; gives the reasons of those that could not be done. */
  List<UnitFailure> run(List<ProbeUnit> pending, UnitFiles outcomes) {
    return pending.isEmpty()
        ? List.of()
        : new UnitRun(new ProbeRunner(settings), outcomes)
            .run(JavaSparkContext.fromSparkContext(spark.sparkContext()), tables, pending);
  }

  /** The first contender's features as a map: those of the pretrained encoder if there is one. */
  void drawMap() throws IOException {
    Optional<Map.Entry<String, Contender>> first = described.entrySet().stream().findFirst();
    if (first.isPresent()) {
      String name = first.get().getValue().name();
      EmbeddingMap.write(name, tables.read(first.get().getKey()), work);
    }
  }

  /** Removes the features of other evaluations. */
  void keepOnlyTheseFeatures() throws IOException {
    tables.keepOnly(described.keySet());
  }
}
