package org.lvmmed.jobs.bench.scale;

import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lvmmed.jobs.corpus.CorpusSchema;
import org.lvmmed.jobs.corpus.CorpusShards;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * Writes a work folder with a generated corpus and the neighbours of its images, as ingest and
 * similarity would leave them. What is there is kept. Row groups hold about as many images as those
 * of pictures of 512 × 512 pixels do, and files about sixty of them.
 */
final class GeneratedCorpus {

  private static final int IMAGES_OF_TASK = 16_384;
  private static final int IMAGES_OF_FILE = 16_384;
  private static final long GROUP_BYTES = 256 << 10;
  private static final int NEIGHBOURS = 10;

  private static final StructType NEIGHBOUR_COLUMNS =
      new StructType()
          .add("image_id", DataTypes.StringType, false)
          .add("neighbour_id", DataTypes.StringType, false)
          .add("rank", DataTypes.IntegerType, false)
          .add("global", DataTypes.DoubleType, false)
          .add("local", DataTypes.DoubleType, false)
          .add("score", DataTypes.DoubleType, false)
          .add("same_series", DataTypes.BooleanType, false);

  private final SparkSession spark;
  private final WorkFiles work;
  private final GeneratedImages images;

  GeneratedCorpus(SparkSession spark, WorkFiles work, int count) {
    this.spark = spark;
    this.work = work;
    this.images = new GeneratedImages(count);
  }

  void write() throws IOException {
    Instant started = Instant.now();
    if (Provenance.read(work, "corpus").isEmpty()) {
      work.delete("corpus");
      int files = (images.count() + IMAGES_OF_FILE - 1) / IMAGES_OF_FILE;
      CorpusShards.write(
          spark.createDataFrame(rows(), CorpusSchema.TYPE), files, GROUP_BYTES, work, "corpus");
      provenance(started).write(work, "corpus");
    }
    if (Provenance.read(work, "similarity").isEmpty()) {
      spark
          .createDataFrame(neighbours(), NEIGHBOUR_COLUMNS)
          .write()
          .mode(SaveMode.Overwrite)
          .parquet(work.uri("similarity"));
      provenance(started).write(work, "similarity");
    }
  }

  private Provenance provenance(Instant started) {
    String what = Hashes.sha256("generated " + images.count());
    return Provenance.of("bench scale", what, Map.of(), 0, started);
  }

  private JavaRDD<Row> rows() {
    GeneratedImages generated = images;
    return numbers()
        .mapPartitions(
            numbers -> {
              GeneratedImages.Rows rows = generated.rows();
              return stream(numbers)
                  .map(n -> CorpusSchema.toRow(rows.row(n.intValue())))
                  .iterator();
            });
  }

  private JavaRDD<Row> neighbours() {
    GeneratedImages generated = images;
    return numbers()
        .mapPartitions(
            numbers -> {
              GeneratedImages.Rows rows = generated.rows();
              return stream(numbers)
                  .flatMap(n -> neighbours(generated, rows, n.intValue()))
                  .iterator();
            });
  }

  private JavaRDD<Long> numbers() {
    int tasks = (images.count() + IMAGES_OF_TASK - 1) / IMAGES_OF_TASK;
    return spark.range(0, images.count(), 1, tasks).javaRDD();
  }

  private static Stream<Long> stream(Iterator<Long> numbers) {
    Iterable<Long> once = () -> numbers;
    return StreamSupport.stream(once.spliterator(), false);
  }

  /** The rows of an image, the nearest first; none where it is not trained on. */
  private static Stream<Row> neighbours(
      GeneratedImages images, GeneratedImages.Rows rows, int image) {
    if (!images.isTrained(image)) {
      return Stream.of();
    }
    String id = rows.id(image);
    int[] nearest = images.neighbours(image, NEIGHBOURS);
    return IntStream.range(0, nearest.length)
        .mapToObj(
            place -> {
              double score = 1 - (place + 1) / (2.0 * NEIGHBOURS);
              String neighbour = rows.id(nearest[place]);
              return RowFactory.create(id, neighbour, place + 1, score, score, score, false);
            });
  }
}
