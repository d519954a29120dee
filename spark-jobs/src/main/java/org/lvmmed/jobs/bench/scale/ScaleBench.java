package org.lvmmed.jobs.bench.scale;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.bench.Growth;
import org.lvmmed.jobs.bench.PeakMemory;
import org.lvmmed.jobs.bench.ProcessorTime;
import org.lvmmed.jobs.io.CorpusTable;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.PretrainRequest;
import org.lvmmed.jobs.pretrain.plan.EpochRandomness;
import org.lvmmed.jobs.pretrain.plan.PlanWriter;
import org.lvmmed.jobs.pretrain.plan.RunPlan;
import org.lvmmed.jobs.pretrain.plan.TrainingIndex;
import org.lvmmed.jobs.pretrain.plan.TrainingIndexReader;
import org.lvmmed.jobs.pretrain.settings.RunSpec;
import org.lvmmed.jobs.pretrain.state.Checkpoints;
import org.lvmmed.jobs.pretrain.state.RunState;
import org.lvmmed.jobs.pretrain.watch.MetricsLog;
import org.lvmmed.jobs.pretrain.watch.ProbeSet;
import org.lvmmed.model.network.State;

/**
 * What pretraining does beside training, on generated corpora of three sizes: reading the index,
 * planning an epoch, going on late in a run, and reading the images of rounds with a cache that
 * holds a twentieth of the corpus. Driver and executors are this process.
 */
public final class ScaleBench {

  /** Of the largest corpus. */
  private static final int[] PARTS = {16, 4, 1};

  private static final double CACHED = 0.05;
  private static final long SMALLEST_CACHE = 1 << 20;
  private static final int EPOCHS = 100_000;

  /** Images that are trained on to see what a full shuffle reads. */
  private static final int SAMPLE = 6_400;

  /** Rounds after which the resumed run goes on: about where the paper's ends. */
  private static final int RESUMED = 40_000;

  /** Parameters of the resumed state. */
  private static final int LENGTH = 1024;

  private final SparkSession spark;
  private final WorkFiles work;
  private final int images;
  private final BiFunction<String, Map<String, String>, PretrainRequest> requests;
  private final Consumer<String> lines;
  private final TaskTotals totals = new TaskTotals();
  private final List<JobRow> rows = new ArrayList<>();

  /**
   * @param images of the largest corpus
   * @param requests gives what to pretrain in a work folder with some settings of its own
   * @param lines gets what was measured
   */
  public ScaleBench(
      SparkSession spark,
      WorkFiles work,
      int images,
      BiFunction<String, Map<String, String>, PretrainRequest> requests,
      Consumer<String> lines) {
    this.spark = spark;
    this.work = work;
    this.images = images;
    this.requests = requests;
    this.lines = lines;
  }

  /** Measures, and ends with the line for machines. */
  public void run() throws IOException {
    List<Integer> sizes = IntStream.of(PARTS).map(part -> images / part).boxed().toList();
    for (int size : sizes) {
      new GeneratedCorpus(spark, folder(size), size).write();
    }
    spark.sparkContext().addSparkListener(totals);
    lines.accept(
        "| images | job | seconds | processor, s | driver, MB | tasks | read through Spark, MB |");
    lines.accept("|---|---|---|---|---|---|---|");
    measure(sizes.get(0));
    rows.clear();
    lines.accept("The first corpus once more, now that everything is loaded and compiled.");
    double read = 0;
    for (int size : sizes) {
      read = measure(size);
    }
    describe();
    compareWithFullShuffle();
    Map<String, Double> growth = growth();
    growth.forEach((job, exponent) -> say("%s grows by n^%.2f", job, exponent));
    say(
        "scale %d images: epoch plan %.1f s, resume %.1f s, driver %d MB, read %.2f bytes per byte"
            + " trained on, growth n^%.2f",
        images,
        last("epoch plan").seconds(),
        last("resume").seconds(),
        rows.stream().mapToLong(JobRow::driver).max().orElse(0),
        read,
        growth.values().stream().mapToDouble(e -> e).max().orElse(0));
  }

  private void say(String format, Object... values) {
    lines.accept(String.format(Locale.ROOT, format, values));
  }

  private WorkFiles folder(int size) throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    return new WorkFiles(work.uri("corpus-" + size), hadoop);
  }

  /** Bytes of pictures read for each that is trained on. */
  private double measure(int size) throws IOException {
    WorkFiles run = folder(size);
    PretrainRequest request = request(run, size);
    leaveLateRun(run);
    TrainingIndex index = timed("index", size, () -> new TrainingIndexReader(spark, run).read());
    RunPlan plan = timed("epoch plan", size, () -> request.plan(index));
    timed("plan table", size, () -> written(run, index, plan));
    timed("resume", size, () -> resumed(run, request));
    RoundReading reading = reading(run, request, index, plan);
    RoundReading.Reading read = timed("rounds", size, () -> reading.run(plan.imagesPerEpoch()));
    return read.perByteTrained(pictureBytes(run));
  }

  private RoundReading reading(
      WorkFiles run, PretrainRequest request, TrainingIndex index, RunPlan plan) {
    RunSpec spec = request.spec(run.uri(""), index, spark.sparkContext().hadoopConfiguration());
    return new RoundReading(context(), spec, plan);
  }

  /**
   * The recipe's, but with a cache for a part of the corpus, windows of which those of all workers
   * fill half, no copies, which would be read once for several, and a run without end.
   */
  private PretrainRequest request(WorkFiles run, int size) {
    Map<String, String> settings = settings(size);
    int workers = requests.apply(run.uri(""), settings).pretrain().workers();
    long window = Math.max(1, Math.round(CACHED * size / (2 * workers)));
    settings.put("pretrain.shuffle-window", String.valueOf(window));
    return requests.apply(run.uri(""), settings);
  }

  private static Map<String, String> settings(int size) {
    long decoded = (long) size * (GeneratedImages.SIDE * GeneratedImages.SIDE);
    long cache = Math.max(SMALLEST_CACHE, Math.round(CACHED * decoded));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("pretrain.epochs", String.valueOf(EPOCHS));
    settings.put("pretrain.cache-size", cache + " B");
    settings.put("pretrain.minority-share", "0.0");
    return settings;
  }

  /** What the largest corpus's first rounds read, and how random its epochs are, either way. */
  private void compareWithFullShuffle() throws IOException {
    WorkFiles run = folder(images);
    TrainingIndex index = new TrainingIndexReader(spark, run).read();
    PretrainRequest windows = request(run, images);
    tell("windows of %d images".formatted(windows.pretrain().shuffleWindow()), windows, index);
    Map<String, String> settings = settings(images);
    settings.put("pretrain.shuffle-window", "0");
    PretrainRequest whole = requests.apply(run.uri(""), settings);
    RunPlan plan = tell("a full shuffle", whole, index);
    RoundReading.Reading read = reading(run, whole, index, plan).run(SAMPLE);
    say(
        "a full shuffle reads %.1f bytes per byte trained on in its first %d images",
        read.perByteTrained(pictureBytes(run)), read.images());
  }

  private RunPlan tell(String order, PretrainRequest request, TrainingIndex index) {
    RunPlan plan = request.plan(index);
    EpochRandomness random = EpochRandomness.of(plan, index, 0);
    say(
        "%s: %.3f %% of a graph's pairs are of one row group, spread of the commonest modality over"
            + " steps %.2f times that of random draws",
        order, 100 * random.sameRowGroup(), random.modalitySpread());
    return plan;
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** Something to measure. */
  @FunctionalInterface
  private interface Job<T> {
    T run() throws IOException;
  }

  private <T> T timed(String name, int size, Job<T> job) throws IOException {
    try (PeakMemory memory = new PeakMemory()) {
      TaskTotals.Count before = totals.count(spark.sparkContext());
      double computed = ProcessorTime.seconds();
      long from = System.nanoTime();
      T result = job.run();
      double seconds = (System.nanoTime() - from) / 1e9;
      double processor = ProcessorTime.seconds() - computed;
      memory.collect(); // what the job leaves, in case nothing was collected before
      TaskTotals.Count count = totals.count(spark.sparkContext()).since(before);
      JobRow row =
          new JobRow(
              name, size, seconds, processor, memory.megabytes(), count.tasks(), count.bytes());
      rows.add(row);
      lines.accept(row.line());
      return result;
    }
  }

  /** What a run leaves after so many rounds, with a state of few parameters. */
  private static void leaveLateRun(WorkFiles run) throws IOException {
    run.delete("pretrain");
    State state = new State(new float[LENGTH], RESUMED);
    new Checkpoints(run, 1).write(RESUMED, 1, new RunState(state));
    run.writeText(
        MetricsLog.FILE,
        IntStream.rangeClosed(1, RESUMED)
            .mapToObj(
                round ->
                    "{\"round\":%d,\"epoch\":0.0,\"images\":1,\"lr\":0.001,\"timing\":{}}"
                        .formatted(round))
            .collect(Collectors.joining("\n", "", "\n")));
  }

  /** How the largest corpus lies, and what the driver holds of it. */
  private void describe() throws IOException {
    try (PeakMemory memory = new PeakMemory()) {
      memory.collect();
      long before = memory.collect();
      TrainingIndex index = new TrainingIndexReader(spark, folder(images)).read();
      memory.collect();
      long read = memory.collect();
      say(
          "%d training images in %d files and %d row groups; the index holds %d bytes of each",
          index.size(),
          index.files().size(),
          IntStream.of(index.group()).max().orElse(-1) + 1,
          (read - before) / index.size());
    }
  }

  private int written(WorkFiles run, TrainingIndex index, RunPlan plan) throws IOException {
    new PlanWriter(spark.sparkContext().hadoopConfiguration(), run, index).write(0, plan);
    return plan.rounds();
  }

  /** All that a run does from its last checkpoint to the plans of its next round. */
  private int resumed(WorkFiles run, PretrainRequest request) throws IOException {
    Checkpoints.Checkpoint checkpoint = new Checkpoints(run, 1).latest().orElseThrow();
    TrainingIndex index = new TrainingIndexReader(spark, run).read();
    RunPlan plan = request.plan(index);
    new MetricsLog(run, checkpoint.round());
    ProbeSet.read(spark, run, index.files(), request.pretrain().probeImages());
    return plan.round(checkpoint.round()).size();
  }

  /** Of a picture trained on, on average. */
  private double pictureBytes(WorkFiles run) throws IOException {
    return CorpusTable.read(spark, run)
        .where(col("split").equalTo("train"))
        .agg(avg(length(col("image.bytes"))))
        .first()
        .getDouble(0);
  }

  private JobRow last(String job) {
    return rows.stream()
        .filter(row -> row.job().equals(job) && row.images() == images)
        .findFirst()
        .orElseThrow();
  }

  /** For each job the exponent of its time. */
  private Map<String, Double> growth() {
    Map<String, List<Growth.Measured>> byJob = new LinkedHashMap<>();
    for (JobRow row : rows) {
      byJob
          .computeIfAbsent(row.job(), job -> new ArrayList<>())
          .add(new Growth.Measured(row.images(), row.seconds()));
    }
    Map<String, Double> growth = new LinkedHashMap<>();
    byJob.forEach((job, runs) -> growth.put(job, Growth.exponent(runs)));
    return growth;
  }
}
