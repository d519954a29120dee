package org.lvmmed.jobs.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.task.Task;
import org.lvmmed.jobs.task.Tasks;
import scala.Tuple3;

/**
 * The tasks of heads that follow from the columns of the corpus: label → hidden, finetune; mask →
 * segmentation; boxes → detection. A descriptor in {@code conf/tasks} overrides how a dataset's
 * head is trained.
 */
final class HeadTasks {

  /** Foreground thinner than this, in pixels of the network's input, would be lost in a resize. */
  private static final double THINNEST = 2;

  private final Dataset<Row> corpus;
  private final EvaluateSettings settings;
  private final Tasks descriptors;
  private final AnnotatedRows rows;

  HeadTasks(Dataset<Row> corpus, EvaluateSettings settings, Tasks descriptors) {
    this.corpus = corpus;
    this.settings = settings;
    this.descriptors = descriptors;
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
      switch (protocol) {
        case KNN, LINEAR -> {}
        case HIDDEN, FINETUNE ->
            classification.forEach(t -> found.add(task(t.dataset(), protocol, t.classes(), false)));
        case SEGMENTATION -> found.addAll(segmentation());
        case DETECTION -> found.addAll(detection());
      }
    }
    return List.copyOf(found);
  }

  private List<HeadTask> detection() {
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
        .filter(dataset -> rows.isTask(dataset.getKey(), Protocol.DETECTION))
        .map(
            dataset ->
                task(dataset.getKey(), Protocol.DETECTION, List.copyOf(dataset.getValue()), false))
        .toList();
  }

  private List<HeadTask> segmentation() {
    List<HeadTask> tasks = new ArrayList<>();
    masks()
        .forEach(
            (dataset, masks) -> {
              boolean known = rows.isTask(dataset, Protocol.SEGMENTATION);
              if (known && !masks.classes().isEmpty()) {
                tasks.add(segmentation(dataset, masks));
              }
            });
    return tasks;
  }

  private HeadTask segmentation(String dataset, Masks masks) {
    List<String> classes = names(masks.classes());
    HeadTask whole = task(dataset, Protocol.SEGMENTATION, classes, false);
    return isThin(masks.training(), whole.recipe().inputSize())
        ? task(dataset, Protocol.SEGMENTATION, classes, true)
        : whole;
  }

  private static List<String> names(BitSet classes) {
    return classes.length() == 2
        ? List.of("foreground")
        : IntStream.range(1, classes.length()).mapToObj(c -> "class " + c).toList();
  }

  /** Whether half of the masks would have thinner foreground than a resized image can show. */
  static boolean isThin(List<MaskShape> masks, int inputSize) {
    double[] widths =
        masks.stream()
            .filter(mask -> mask.strokeWidth() > 0)
            .mapToDouble(mask -> Math.min(mask.strokeWidth(), mask.strokeAt(inputSize)))
            .sorted()
            .toArray();
    boolean shrinks =
        masks.stream().filter(mask -> mask.longSide() > inputSize).count() * 2 > masks.size();
    return shrinks && widths.length > 0 && widths[widths.length / 2] < THINNEST;
  }

  /** Classes that occur anywhere, and the masks that decide: those of test rows do not. */
  private record Masks(BitSet classes, List<MaskShape> training) {}

  private Map<String, Masks> masks() {
    Map<String, Masks> found = new TreeMap<>();
    new SampleSource(corpus.where(selected()), settings.heads().imagesPerSplit())
        .annotated(Protocol.SEGMENTATION)
        .select("dataset", "split", "mask")
        .toJavaRDD()
        .map(row -> new Tuple3<>(row.getString(0), row.getString(1), shape(row.getAs(2))))
        .collect()
        .forEach(
            mask -> {
              Masks masks =
                  found.computeIfAbsent(mask._1(), d -> new Masks(new BitSet(), new ArrayList<>()));
              masks.classes().or(mask._3().classes());
              if (!mask._2().equals("test")) {
                masks.training().add(mask._3());
              }
            });
    return found;
  }

  private static MaskShape shape(byte[] png) {
    return MaskShape.of(MaskPng.decode(png));
  }

  private Column selected() {
    return settings.tasks().isEmpty() ? lit(true) : col("dataset").isin(settings.tasks().toArray());
  }

  private HeadTask task(String dataset, Protocol protocol, List<String> classes, boolean crops) {
    HeadRecipe recipe = settings.heads().recipe(protocol);
    Optional<Task> descriptor = descriptor(dataset, protocol);
    long training =
        Math.min(settings.heads().imagesPerSplit(), rows.count(dataset, "train", protocol));
    return new HeadTask(
        dataset,
        protocol,
        classes,
        descriptor.map(task -> recipe.overriddenBy(task, training)).orElse(recipe),
        crops,
        descriptor.map(Task::trials).orElse(settings.heads().trials()),
        tests(dataset, protocol));
  }

  private Optional<Task> descriptor(String dataset, Protocol protocol) {
    return descriptors.of(dataset, dataset).stream()
        .filter(task -> task.kind().name().equals(protocol.name()))
        .findFirst();
  }

  /** The dataset's own test rows, and those of others that have the same kind of truth. */
  private List<String> tests(String dataset, Protocol protocol) {
    return Stream.concat(
            Stream.of(dataset),
            settings.heads().othersOf(dataset).stream()
                .filter(other -> rows.count(other, "test", protocol) > 0))
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
