package org.lvmmed.jobs.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
import org.apache.spark.sql.Row;
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

  private final SampleSource source;
  private final EvaluateSettings settings;
  private final Tasks descriptors;

  HeadTasks(SampleSource source, EvaluateSettings settings, Tasks descriptors) {
    this.source = source;
    this.settings = settings;
    this.descriptors = descriptors;
  }

  /**
   * @param classification datasets with labels
   */
  List<HeadTask> find(List<ClassificationTask> classification) {
    List<HeadTask> found = new ArrayList<>();
    for (Protocol protocol : settings.protocols()) {
      switch (protocol) {
        case KNN, LINEAR -> {}
        case HIDDEN, FINETUNE -> found.addAll(classification(protocol, classification));
        case SEGMENTATION -> found.addAll(segmentation());
        case DETECTION -> found.addAll(detection());
      }
    }
    return List.copyOf(found);
  }

  private List<HeadTask> classification(Protocol protocol, List<ClassificationTask> labelled) {
    Map<String, Map<String, Long>> sizes = sizes(protocol);
    return labelled.stream()
        .map(t -> task(t.dataset(), protocol, t.classes(), false, training(sizes, t.dataset())))
        .toList();
  }

  private List<HeadTask> detection() {
    Map<String, Map<String, Long>> sizes = sizes(Protocol.DETECTION);
    Map<String, Set<String>> classes = new TreeMap<>();
    for (Row row :
        source
            .annotated(Protocol.DETECTION)
            .select(col("dataset"), explode(col("boxes")).as("box"))
            .select(col("dataset"), col("box.class"))
            .distinct()
            .collectAsList()) {
      String type = row.isNullAt(1) ? SampleRow.OBJECT : row.getString(1);
      classes.computeIfAbsent(row.getString(0), d -> new TreeSet<>()).add(type);
    }
    return classes.entrySet().stream()
        .filter(dataset -> isTask(sizes, dataset.getKey()))
        .map(
            dataset ->
                task(
                    dataset.getKey(),
                    Protocol.DETECTION,
                    List.copyOf(dataset.getValue()),
                    false,
                    training(sizes, dataset.getKey())))
        .toList();
  }

  private List<HeadTask> segmentation() {
    Map<String, Map<String, Long>> sizes = sizes(Protocol.SEGMENTATION);
    List<HeadTask> tasks = new ArrayList<>();
    masks()
        .forEach(
            (dataset, masks) -> {
              if (isTask(sizes, dataset) && !masks.classes().isEmpty()) {
                tasks.add(segmentation(dataset, masks, training(sizes, dataset)));
              }
            });
    return tasks;
  }

  private HeadTask segmentation(String dataset, Masks masks, long training) {
    List<String> classes = names(masks.classes());
    HeadTask whole = task(dataset, Protocol.SEGMENTATION, classes, false, training);
    return isThin(masks.training(), whole.recipe().inputSize())
        ? task(dataset, Protocol.SEGMENTATION, classes, true, training)
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
    source
        .annotated(Protocol.SEGMENTATION)
        .where(selected())
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

  private Map<String, Map<String, Long>> sizes(Protocol protocol) {
    Map<String, Map<String, Long>> sizes = new HashMap<>();
    for (Row row :
        source
            .annotated(protocol)
            .where(selected())
            .groupBy("dataset", "split")
            .agg(count(lit(1)))
            .collectAsList()) {
      sizes
          .computeIfAbsent(row.getString(0), d -> new HashMap<>())
          .put(row.getString(1), row.getLong(2));
    }
    return sizes;
  }

  private static boolean isTask(Map<String, Map<String, Long>> sizes, String dataset) {
    return sizes.getOrDefault(dataset, Map.of()).keySet().containsAll(Set.of("train", "test"));
  }

  private static long training(Map<String, Map<String, Long>> sizes, String dataset) {
    return sizes.getOrDefault(dataset, Map.of()).getOrDefault("train", 0L);
  }

  private HeadTask task(
      String dataset, Protocol protocol, List<String> classes, boolean crops, long training) {
    HeadRecipe recipe = settings.heads().recipe(protocol);
    Optional<Task> descriptor = descriptor(dataset, protocol);
    return new HeadTask(
        dataset,
        protocol,
        classes,
        descriptor.map(task -> recipe.overriddenBy(task, training)).orElse(recipe),
        crops,
        descriptor.map(Task::trials).orElse(settings.heads().trials()),
        tests(dataset));
  }

  private Optional<Task> descriptor(String dataset, Protocol protocol) {
    return descriptors.of(dataset, dataset).stream()
        .filter(task -> task.kind().name().equals(protocol.name()))
        .findFirst();
  }

  private List<String> tests(String dataset) {
    Set<String> tests = new LinkedHashSet<>();
    Stream.concat(Stream.of(dataset), settings.heads().othersOf(dataset).stream())
        .forEach(tests::add);
    return List.copyOf(tests);
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
