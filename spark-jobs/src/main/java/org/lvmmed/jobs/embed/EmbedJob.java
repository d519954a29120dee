package org.lvmmed.jobs.embed;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.lvmmed.jobs.encoders.EncoderFeatures;
import org.lvmmed.jobs.encoders.EncoderFiles;
import org.lvmmed.jobs.encoders.InferenceSettings;
import org.lvmmed.jobs.io.CorpusTable;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.TypedJson;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.encoder.EncoderModel;

/**
 * An encoder's pooled features of every image of a corpus, as Parquet files with the columns {@code
 * image_id}, {@code dataset}, {@code split} and {@code embedding}. Nothing is trained and no label
 * is read.
 */
public final class EmbedJob {

  /** Readers of Parquet folders pass over names that begin so. */
  private static final String PROVENANCE = "_provenance.json";

  /** Spark writes it last. */
  private static final String DONE = "_SUCCESS";

  private static final StructType COLUMNS =
      new StructType()
          .add("image_id", DataTypes.StringType, false)
          .add("dataset", DataTypes.StringType, false)
          .add("split", DataTypes.StringType, false)
          .add("embedding", DataTypes.createArrayType(DataTypes.FloatType, false), false);

  private final SparkSession spark;
  private final WorkFiles work;
  private final WorkFiles target;

  /**
   * @param work the work folder whose {@code corpus/} is read
   * @param target the folder to write to
   */
  public EmbedJob(SparkSession spark, WorkFiles work, WorkFiles target) {
    this.spark = spark;
    this.work = work;
    this.target = target;
  }

  /**
   * What was done.
   *
   * @param dimensions of an embedding
   * @param seconds taken, reading and writing included
   */
  public record Result(long images, int dimensions, double seconds) {}

  /** An image without its pixels. */
  private record Place(String id, String dataset, String split) implements Serializable {
    static Place of(Row row) {
      return new Place(row.getAs("image_id"), row.getAs("dataset"), row.getAs("split"));
    }
  }

  /**
   * @throws InputException where the target holds embeddings already, or corpus or encoder are
   *     missing
   */
  public Result run(EncoderModel encoder, InferenceSettings inference) throws IOException {
    Instant started = Instant.now();
    requireFree(target);
    Dataset<Row> images =
        CorpusTable.read(spark, work)
            .select(
                col("image_id"), col("dataset"), col("split"), col("image.bytes").alias("bytes"));
    long count = images.count();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setJobDescription("Embedding " + count + " images");
    LongAccumulator done = spark.sparkContext().longAccumulator("embedded");
    EmbedProgress progress = new EmbedProgress(done, count);
    spark.sparkContext().addSparkListener(progress);
    try {
      rows(new EncoderFeatures(context, encoder, inference), images, done)
          .write()
          .mode(SaveMode.Append)
          .parquet(target.uri(""));
    } finally {
      spark.sparkContext().removeSparkListener(progress);
    }
    TypedJson.write(target, PROVENANCE, provenance(encoder, inference, started));
    return new Result(count, encoder.settings().architecture().features(), progress.seconds());
  }

  /**
   * @throws InputException where a folder holds embeddings already
   */
  public static void requireFree(WorkFiles target) throws IOException {
    if (target.exists(DONE)) {
      throw new InputException(
          "Cannot write embeddings to a folder that holds a whole table already ("
              + DONE
              + " is there): name another --to, or delete it");
    }
  }

  private Dataset<Row> rows(EncoderFeatures features, Dataset<Row> images, LongAccumulator done) {
    JavaRDD<Row> rows =
        features
            .pooled(images, Place::of)
            .map(
                image -> {
                  done.add(1);
                  Place place = image._1();
                  return RowFactory.create(place.id(), place.dataset(), place.split(), image._2());
                });
    return spark.createDataFrame(rows, COLUMNS);
  }

  private Provenance provenance(EncoderModel encoder, InferenceSettings inference, Instant started)
      throws IOException {
    Map<String, String> inputs = new TreeMap<>();
    inputs.put("corpus", CorpusTable.fingerprint(work));
    inputs.put("encoder", EncoderFiles.fingerprint(encoder));
    return Provenance.of("embed", Hashes.sha256(inputs + inference.toString()), inputs, 0, started);
  }
}
