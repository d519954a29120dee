package org.lvmmed.jobs.evaluate.probes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.evaluate.unit.ClassificationTask;
import org.lvmmed.jobs.evaluate.unit.ComparedEncoder;
import org.lvmmed.jobs.evaluate.unit.ProbeUnit;
import org.lvmmed.jobs.evaluate.unit.UnitFailure;
import org.lvmmed.jobs.evaluate.unit.UnitFiles;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.WorkFiles;

/** The probes of an evaluation, and the map: what needs stored features. */
public final class ProbeEvaluation {

  /** Raised with every change of what probes leave behind: finished ones do not count then. */
  private static final int REVISION = 2;

  private final SparkSession spark;
  private final WorkFiles work;
  private final EvaluateSettings settings;
  private final FeatureTables tables;
  private final Map<String, ComparedEncoder> described = new LinkedHashMap<>();

  public ProbeEvaluation(SparkSession spark, WorkFiles work, EvaluateSettings settings) {
    this.spark = spark;
    this.work = work;
    this.settings = settings;
    this.tables = new FeatureTables(spark, work, settings.inference());
  }

  /**
   * Makes sure that the features of those encoders that need them are there.
   *
   * @param corpus its fingerprint
   */
  public void describe(
      Selection selection, String corpus, List<ComparedEncoder> encoders, Consumer<String> progress)
      throws IOException {
    String images =
        Hashes.sha256(
            corpus
                + settings.tasks()
                + settings.sampling().imagesPerSplit()
                + settings.sampling().embeddingImages()
                + (settings.probes() ? "" : "map alone"));
    for (ComparedEncoder encoder : encoders) {
      boolean first = described.isEmpty();
      boolean map = first && settings.sampling().embeddingImages() > 0;
      if (map || settings.probes() && encoder.trials().get(0) < settings.sampling().trials()) {
        String folder = tables.folder(encoder, images);
        progress.accept("features of " + encoder.name() + ", trials " + encoder.trials());
        tables.ensure(folder, encoder, selection.images(first));
        described.put(folder, encoder);
      }
    }
  }

  public List<ProbeUnit> units(List<ClassificationTask> tasks) {
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
      ClassificationTask task, Protocol protocol, String folder, ComparedEncoder encoder) {
    return encoder.trials().stream()
        .filter(trial -> trial < settings.sampling().trials())
        .map(t -> new ProbeUnit(task, encoder.name(), folder, protocol, t, basis()))
        .toList();
  }

  /** What a unit's outcome depends on besides features and task. */
  private String basis() {
    return Hashes.sha256(
        List.of(
                REVISION,
                settings.knn(),
                settings.linear(),
                settings.sampling().trialFraction(),
                settings.seed())
            .toString());
  }

  /** Fits probes; gives the reasons of those that could not be done. */
  public List<UnitFailure> run(List<ProbeUnit> pending, UnitFiles outcomes) {
    return pending.isEmpty()
        ? List.of()
        : new ProbeRun(new ProbeRunner(settings), outcomes)
            .run(JavaSparkContext.fromSparkContext(spark.sparkContext()), tables, pending);
  }

  /** The first encoder's features as a map: those of the pretrained encoder if there is one. */
  public void drawMap() throws IOException {
    Optional<Map.Entry<String, ComparedEncoder>> first = described.entrySet().stream().findFirst();
    if (first.isPresent()) {
      String name = first.get().getValue().name();
      EmbeddingMap.write(name, tables.read(first.get().getKey()), work);
    }
  }

  /** Removes the features of other evaluations. */
  public void keepOnlyTheseFeatures() throws IOException {
    tables.keepOnly(described.keySet());
  }
}
