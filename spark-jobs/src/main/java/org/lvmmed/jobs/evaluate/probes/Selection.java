package org.lvmmed.jobs.evaluate.probes;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings;
import org.lvmmed.jobs.evaluate.unit.ClassificationTask;

/**
 * Which images of the corpus an evaluation uses: those of the tasks, and a sample for the map.
 * Image ids are keyed hashes, so that the first of them are a random sample.
 */
public final class Selection {

  private final Dataset<Row> corpus;
  private final EvaluateSettings settings;
  private final List<ClassificationTask> tasks;

  public Selection(Dataset<Row> corpus, EvaluateSettings settings) {
    this.corpus = corpus;
    this.settings = settings;
    this.tasks = findTasks();
  }

  /** Datasets with labelled training and test rows of at least two classes, by name. */
  public List<ClassificationTask> tasks() {
    return tasks;
  }

  private List<ClassificationTask> findTasks() {
    Map<String, Set<String>> labels = new LinkedHashMap<>();
    Map<String, Set<String>> splits = new LinkedHashMap<>();
    for (Row row :
        labelled()
            .select("dataset", "label", "split")
            .distinct()
            .orderBy("dataset", "label")
            .collectAsList()) {
      labels.computeIfAbsent(row.getString(0), d -> new LinkedHashSet<>()).add(row.getString(1));
      splits.computeIfAbsent(row.getString(0), d -> new LinkedHashSet<>()).add(row.getString(2));
    }
    List<ClassificationTask> found = new ArrayList<>();
    for (Map.Entry<String, Set<String>> dataset : labels.entrySet()) {
      if (dataset.getValue().size() > 1
          && splits
              .getOrDefault(dataset.getKey(), Set.of())
              .containsAll(List.of("train", "test"))) {
        found.add(new ClassificationTask(dataset.getKey(), List.copyOf(dataset.getValue())));
      }
    }
    return List.copyOf(found);
  }

  private Dataset<Row> labelled() {
    Dataset<Row> labelled = corpus.where(col("label").isNotNull());
    return settings.tasks().isEmpty()
        ? labelled
        : labelled.where(col("dataset").isin(settings.tasks().toArray()));
  }

  /**
   * The images to be described: image_id, dataset, modality, patient_key, split, label, bytes, and
   * whether they serve tasks (in_task) and the map (on_map).
   *
   * @param map whether images for the map are wanted
   */
  Dataset<Row> images(boolean map) {
    Dataset<Row> chosen =
        corpus
            .select("image_id", "dataset", "split", "label")
            .withColumn("in_task", inTask())
            .withColumn("on_map", map ? onMap() : lit(false))
            .where(col("in_task").or(col("on_map")))
            .select("image_id", "in_task", "on_map");
    return corpus
        .select(
            col("image_id"),
            col("dataset"),
            col("modality"),
            coalesce(col("patient_key"), col("image_id")).as("patient_key"),
            col("split"),
            col("label"),
            col("image.bytes"))
        .join(chosen, "image_id");
  }

  private Column inTask() {
    if (!settings.probes()) {
      return lit(false);
    }
    Object[] names = tasks.stream().map(ClassificationTask::dataset).toArray();
    Column place =
        row_number()
            .over(
                Window.partitionBy(col("dataset"), col("split"), col("label").isNull())
                    .orderBy("image_id"));
    return col("label")
        .isNotNull()
        .and(col("dataset").isin(names))
        .and(place.leq(settings.sampling().imagesPerSplit()));
  }

  /** As many of each dataset, however large. */
  private Column onMap() {
    long datasets = Math.max(1, corpus.select("dataset").distinct().count());
    Column place = row_number().over(Window.partitionBy("dataset").orderBy("image_id"));
    return place.leq((int) Math.floorDiv(settings.sampling().embeddingImages(), datasets));
  }
}
