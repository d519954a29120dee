package org.lvmmed.jobs.similarity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.lvmmed.jobs.encoders.EncoderFeatures;
import org.lvmmed.jobs.encoders.EncoderFiles;
import org.lvmmed.jobs.encoders.InferenceSettings;
import org.lvmmed.jobs.io.CorpusTable;
import org.lvmmed.jobs.io.ExecutorFiles;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.network.Compute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Finds each training image's nearest training images: by exact search with a global descriptor,
 * then by a weighted mean of its similarity and a local one among the nearest. The search is cut
 * into blocks of images and runs in parallel over pairs of blocks: O(images²) arithmetic, memory of
 * two blocks a task. Above a number of images that the settings name, images are sorted into cells
 * first and compared with the nearest cells alone: O(images) arithmetic, and what that misses is
 * measured.
 *
 * <p>Writes {@code similarity/}: image_id, neighbour_id, rank (from 1), global, local, score,
 * same_series. The folder appears when it is whole.
 */
public final class SimilarityJob {

  private static final Logger LOG = LoggerFactory.getLogger(SimilarityJob.class);
  static final String FOLDER = "similarity";
  private static final String STAGING = "similarity.partial";
  private static final String BLOCKS = STAGING + "/blocks";
  private static final String CELLS = STAGING + "/cells";
  private static final String TABLE = STAGING + "/table";
  private static final int TASKS_PER_CORE = 4;

  /** Images on which recall is measured, about. */
  private static final int QUERIES = 100;

  private static final int BATCH = 32;
  private static final int PARTITION = 128;

  /** What weights were made for that come without a word about it. */
  private static final EncoderSettings TORCHVISION =
      new EncoderSettings(Architecture.RESNET50, 224, 32);

  private final JavaSparkContext context;
  private final SparkSession spark;
  private final WorkFiles work;
  private final SimilaritySettings settings;
  private final Compute compute;

  /**
   * @param compute what runs an encoder, where one is used
   */
  public SimilarityJob(
      SparkSession spark, WorkFiles work, SimilaritySettings settings, Compute compute) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.work = work;
    this.settings = settings;
    this.compute = compute;
  }

  /** Does the whole job, or nothing where an earlier run did the same with the same input. */
  public SimilarityResult run() throws IOException {
    Instant started = Instant.now();
    Dataset<Row> images = trainingImages();
    long count = images.count();
    DescriptorSource source = source();
    Map<String, String> inputs =
        Map.of("corpus", CorpusTable.fingerprint(work), "descriptors", source.fingerprint());
    String configuration = Hashes.sha256(settings + new TreeMap<>(inputs).toString());
    if (upToDate(configuration)) {
      LOG.info("similarity: up to date, nothing to do");
      return new SimilarityResult(count, rowsWritten(), true);
    }
    BlockStore store = describe(source, images, count, configuration);
    CellSearch.Sorted sorted = sorted(store, count);
    write(nearest(sorted.store(), sorted.pairs()));
    Provenance.of("similarity", configuration, inputs, 0, started)
        .with(recall(store, count))
        .write(work, TABLE);
    work.replace(TABLE, FOLDER);
    work.delete(STAGING);
    return new SimilarityResult(count, rowsWritten(), false);
  }

  private boolean upToDate(String configuration) throws IOException {
    return Provenance.read(work, FOLDER)
        .filter(earlier -> earlier.configuration().equals(configuration))
        .isPresent();
  }

  private long rowsWritten() {
    return spark.read().option("pathGlobFilter", "*.parquet").parquet(work.uri(FOLDER)).count();
  }

  /** Training rows alone: test images have no part in what pretraining sees, nor validation. */
  Dataset<Row> trainingImages() throws IOException {
    Dataset<Row> images =
        CorpusTable.read(spark, work)
            .where(col("split").equalTo("train"))
            .selectExpr(DescriptorSource.COLUMNS);
    if (images.isEmpty()) {
      throw new InputException(
          "Nothing to compare: the corpus has no row of split train (see corpus/quarantine for"
              + " files that could not be read)");
    }
    return images;
  }

  /** Writes descriptors block by block, unless an interrupted run of the same work did. */
  private BlockStore describe(
      DescriptorSource source, Dataset<Row> images, long count, String configuration)
      throws IOException {
    int blocks = Math.toIntExact((count + settings.blockImages() - 1) / settings.blockImages());
    BlockStore store = new BlockStore(executorFiles(), BLOCKS, blocks);
    String done = BLOCKS + "/complete-" + configuration;
    if (work.exists(done)) {
      LOG.info("similarity: descriptors of an interrupted run are used");
      return store;
    }
    step("1 describe %d images in %d blocks".formatted(count, blocks));
    work.delete(STAGING);
    source
        .describe(images)
        .mapToPair(image -> new Tuple2<>(image.id(), image))
        .partitionBy(new BlockPartitioner(store))
        .values()
        .foreachPartition(
            part -> {
              List<DescribedImage> block = new ArrayList<>();
              part.forEachRemaining(block::add);
              store.write(TaskContext.getPartitionId(), DescriptorBlock.of(block));
            });
    work.writeText(done, "");
    return store;
  }

  DescriptorSource source() {
    if (settings.encoder() == null) {
      return DescriptorSource.intensityGradient();
    }
    EncoderFiles files = new EncoderFiles(spark.sparkContext().hadoopConfiguration(), TORCHVISION);
    EncoderModel encoder = files.load(settings.encoder());
    InferenceSettings inference = new InferenceSettings(compute, 0, BATCH, PARTITION);
    return DescriptorSource.encoder(
        new EncoderFeatures(context, encoder, inference), EncoderFiles.fingerprint(encoder));
  }

  private ExecutorFiles executorFiles() {
    return new ExecutorFiles(work.uri(""), spark.sparkContext().hadoopConfiguration());
  }

  /** The blocks, by cells where there are many images, and which are compared. */
  private CellSearch.Sorted sorted(BlockStore store, long count) {
    if (!settings.cells().used(count)) {
      int tiles = TASKS_PER_CORE * context.defaultParallelism();
      return new CellSearch.Sorted(store, Tiling.of(store.blocks(), tiles));
    }
    step("2 sort into cells");
    BlockStore cells = new BlockStore(executorFiles(), CELLS, 0);
    return new CellSearch(context, settings, store, cells).sort(count);
  }

  /** Measured where not all images are compared. */
  private Map<String, Double> recall(BlockStore store, long count) {
    if (!settings.cells().used(count)) {
      return Map.of();
    }
    SampledRecall sampled = new SampledRecall(context, store, settings);
    DescriptorBlock queries = sampled.sample(QUERIES, count);
    double recall = sampled.of(queries, found(queries));
    LOG.info(
        "similarity: recall@{} {} on {} images",
        settings.neighbours(),
        String.format(Locale.ROOT, "%.3f", recall),
        queries.size());
    return Map.of("recall", recall, "recall-images", (double) queries.size());
  }

  private Map<String, Set<String>> found(DescriptorBlock queries) {
    return spark
        .read()
        .parquet(work.uri(TABLE))
        .where(col("image_id").isin((Object[]) queries.ids()))
        .collectAsList()
        .stream()
        .collect(
            Collectors.groupingBy(
                row -> row.<String>getAs("image_id"),
                Collectors.mapping(row -> row.<String>getAs("neighbour_id"), Collectors.toSet())));
  }

  /** The K best of each image's candidates. */
  private Dataset<Row> nearest(BlockStore store, BlockPairs tiling) {
    JavaPairRDD<Integer, CandidatePairs> pairs =
        candidates(store, tiling)
            .flatMap(found -> CandidatePairs.of(found._1(), found._2()).iterator())
            .keyBy(pair -> tiling.tileOf(pair.block(), pair.other()));
    Scoring scoring = new Scoring(store, settings);
    Dataset<Row> scored =
        spark.createDataFrame(
            pairs
                .groupByKey(new HashPartitioner(tiling.tiles()))
                .flatMap(tile -> scoring.score(tile._2()).iterator()),
            Scoring.COLUMNS);
    return scored
        .withColumn(
            "rank",
            row_number()
                .over(
                    Window.partitionBy("image_id")
                        .orderBy(col("score").desc(), col("neighbour_id"))))
        .where(col("rank").leq(settings.neighbours()))
        .select("image_id", "neighbour_id", "rank", "global", "local", "score", "same_series");
  }

  private JavaPairRDD<Integer, Candidates> candidates(BlockStore store, BlockPairs tiling) {
    TileSearch search = new TileSearch(store, tiling, settings);
    List<Integer> tiles = IntStream.range(0, tiling.tiles()).boxed().toList();
    return context
        .parallelize(tiles, tiles.size())
        .flatMapToPair(
            tile ->
                search.search(tile).entrySet().stream()
                    .map(found -> new Tuple2<>(found.getKey(), found.getValue()))
                    .iterator())
        .reduceByKey(
            new HashPartitioner(Math.min(store.blocks(), tiles.size())), Candidates::merge);
  }

  private void write(Dataset<Row> neighbours) {
    step("3 compare");
    neighbours.write().mode(SaveMode.Overwrite).parquet(work.uri(TABLE));
  }

  private void step(String what) {
    spark.sparkContext().setJobDescription("similarity: " + what);
    LOG.info("similarity: {}", what);
  }
}
