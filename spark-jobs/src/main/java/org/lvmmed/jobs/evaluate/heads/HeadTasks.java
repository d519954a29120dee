package org.lvmmed.jobs.evaluate.heads;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lvmmed.jobs.evaluate.samples.MaskSurvey;
import org.lvmmed.jobs.evaluate.samples.SampleRow;
import org.lvmmed.jobs.evaluate.samples.SampleSource;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings;
import org.lvmmed.jobs.evaluate.settings.HeadRecipe;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.evaluate.settings.Transfer;
import org.lvmmed.jobs.evaluate.settings.Truth;
import org.lvmmed.jobs.evaluate.unit.ClassificationTask;
import org.lvmmed.jobs.evaluate.unit.HeadTask;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.task.Task;
import org.lvmmed.jobs.task.Tasks;

/**
 * The tasks of heads that follow from the columns of the corpus: each protocol's from that which
 * holds its truth. A descriptor in {@code conf/tasks} overrides how a dataset's head is trained.
 */
final class HeadTasks {

  private final Dataset<Row> corpus;
  private final EvaluateSettings settings;
  private final Tasks descriptors;
  private final DatasetNames names;
  private final AnnotatedRows rows;

  HeadTasks(Dataset<Row> corpus, EvaluateSettings settings, Tasks descriptors, DatasetNames names) {
    this.corpus = corpus;
    this.settings = settings;
    this.descriptors = descriptors;
    this.names = names;
    this.rows = AnnotatedRows.of(corpus);
    requireDatasets();
  }

  private void requireDatasets() {
    for (Transfer transfer : settings.heads().transfers()) {
      Stream.concat(Stream.of(transfer.train()), transfer.tests().stream())
          .filter(name -> !rows.has(name))
          .findFirst()
          .ifPresent(
              name -> {
                throw new InputException(
                    "Cannot transfer from or to %s: no such dataset in the corpus (evaluate.transfer)"
                        .formatted(name));
              });
    }
  }

  /**
   * @param classification datasets with labels
   */
  List<HeadTask> find(List<ClassificationTask> classification) {
    List<HeadTask> found = new ArrayList<>();
    for (Protocol protocol : settings.protocols()) {
      if (!protocol.isProbe()) {
        found.addAll(find(protocol, classification));
      }
    }
    return List.copyOf(found);
  }

  private List<HeadTask> find(Protocol protocol, List<ClassificationTask> classification) {
    return switch (protocol.truth()) {
      case LABEL ->
          classification.stream()
              .map(task -> task(task.dataset(), protocol, task.classes(), false))
              .toList();
      case MASK -> segmentation(protocol);
      case BOXES -> detection(protocol);
    };
  }

  private List<HeadTask> detection(Protocol protocol) {
    Map<String, Set<String>> classes = new TreeMap<>();
    for (Row row :
        corpus
            .where(selected())
            .select(col("dataset"), explode(col("boxes")).as("box"))
            .select(col("dataset"), col("box.class"))
            .distinct()
            .collectAsList()) {
      String type = row.isNullAt(1) ? SampleRow.OBJECT : row.getString(1);
      classes.computeIfAbsent(row.getString(0), d -> new TreeSet<>()).add(type);
    }
    return classes.entrySet().stream()
        .filter(dataset -> rows.isTask(dataset.getKey(), Truth.BOXES))
        .map(dataset -> task(dataset.getKey(), protocol, List.copyOf(dataset.getValue()), false))
        .toList();
  }

  private List<HeadTask> segmentation(Protocol protocol) {
    SampleSource masks =
        new SampleSource(corpus.where(selected()), settings.sampling().headImages());
    return MaskSurvey.of(masks).entrySet().stream()
        .filter(dataset -> rows.isTask(dataset.getKey(), Truth.MASK))
        .filter(dataset -> !dataset.getValue().classes().isEmpty())
        .map(dataset -> segmentation(protocol, dataset.getKey(), dataset.getValue()))
        .toList();
  }

  private HeadTask segmentation(Protocol protocol, String dataset, MaskSurvey masks) {
    HeadTask whole = task(dataset, protocol, masks.classes(), false);
    return masks.isThin(whole.recipe().inputSize())
        ? task(dataset, protocol, masks.classes(), true)
        : whole;
  }

  private Column selected() {
    return settings.tasks().isEmpty() ? lit(true) : col("dataset").isin(settings.tasks().toArray());
  }

  private HeadTask task(String dataset, Protocol protocol, List<String> classes, boolean crops) {
    HeadRecipe recipe = settings.heads().recipe(protocol);
    Optional<Task> descriptor = descriptor(dataset, protocol);
    long training =
        Math.min(settings.sampling().headImages(), rows.count(dataset, "train", protocol.truth()));
    return new HeadTask(
        dataset,
        protocol,
        classes,
        descriptor.map(task -> task.overriding(recipe, training)).orElse(recipe),
        crops,
        descriptor.map(Task::trials).orElse(settings.sampling().headTrials()),
        tests(dataset, protocol));
  }

  private Optional<Task> descriptor(String dataset, Protocol protocol) {
    return descriptors.of(dataset, names.of(dataset)).stream()
        .filter(task -> task.protocol() == protocol)
        .findFirst();
  }

  /** The dataset's own test rows, and those of others that have the same kind of truth. */
  private List<String> tests(String dataset, Protocol protocol) {
    return Stream.concat(
            Stream.of(dataset),
            settings.heads().othersOf(dataset).stream()
                .filter(other -> rows.count(other, "test", protocol.truth()) > 0))
        .toList();
  }

  /** A line for the log. */
  static String describe(HeadTask task) {
    return String.format(
        Locale.ROOT,
        "%s on %s: %d class(es), %d px%s, at most %d steps of %d",
        task.protocol().title(),
        task.dataset(),
        task.classes().size(),
        task.recipe().inputSize(),
        task.crops() ? " crops of the native resolution (thin structures)" : "",
        task.recipe().steps(),
        task.recipe().batch());
  }
}
