package org.lvmmed.jobs.similarity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * two blocks a task.
 *
 * <p>Writes {@code similarity/}: image_id, neighbour_id, rank (from 1), global, local, score,
 * same_series. The folder appears when it is whole.
 */
public final class SimilarityJob {

  private static final Logger LOG = LoggerFactory.getLogger(SimilarityJob.class);
  static final String FOLDER = "similarity";
  private static final String STAGING = "similarity.partial";
  private static final String BLOCKS = STAGING + "/blocks";
  private static final String TABLE = STAGING + "/table";
  private static final int TASKS_PER_CORE = 4;
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
    write(nearest(store));
    Provenance.of("similarity", configuration, inputs, 0, started).write(work, TABLE);
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
    step("1/2 describe %d images in %d blocks".formatted(count, blocks));
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

  /** The K best of each image's candidates. */
  private Dataset<Row> nearest(BlockStore store) {
    Tiling tiling = Tiling.of(store.blocks(), TASKS_PER_CORE * context.defaultParallelism());
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

  private JavaPairRDD<Integer, Candidates> candidates(BlockStore store, Tiling tiling) {
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
    step("2/2 compare");
    neighbours.write().mode(SaveMode.Overwrite).parquet(work.uri(TABLE));
  }

  private void step(String what) {
    spark.sparkContext().setJobDescription("similarity: " + what);
    LOG.info("similarity: {}", what);
  }
}
