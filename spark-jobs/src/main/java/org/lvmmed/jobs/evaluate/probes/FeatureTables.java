package org.lvmmed.jobs.evaluate.probes;

import java.io.IOException;
import java.io.Serializable;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.encoders.EncoderFeatures;
import org.lvmmed.jobs.encoders.InferenceSettings;
import org.lvmmed.jobs.evaluate.unit.ComparedEncoder;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * Features of images, kept as Parquet so that an encoder runs over an image once: globally
 * average-pooled feature maps.
 */
final class FeatureTables {

  private static final String FOLDER = "evaluation/features";
  private static final StructType COLUMNS =
      new StructType()
          .add("image_id", DataTypes.StringType, false)
          .add("dataset", DataTypes.StringType, false)
          .add("modality", DataTypes.StringType, true)
          .add("patient_key", DataTypes.StringType, false)
          .add("split", DataTypes.StringType, false)
          .add("label", DataTypes.StringType, true)
          .add("in_task", DataTypes.BooleanType, false)
          .add("on_map", DataTypes.BooleanType, false)
          .add("features", DataTypes.createArrayType(DataTypes.FloatType, false), false);

  private final SparkSession spark;
  private final WorkFiles work;
  private final InferenceSettings inference;

  FeatureTables(SparkSession spark, WorkFiles work, InferenceSettings inference) {
    this.spark = spark;
    this.work = work;
    this.inference = inference;
  }

  /** The folder of an encoder's features; another one when encoder or images change. */
  String folder(ComparedEncoder encoder, String imagesFingerprint) {
    return FOLDER
        + "/"
        + Hashes.sha256(
            encoder.fingerprint()
                + imagesFingerprint
                + inference.inputSize()
                + inference.compute());
  }

  /** Computes the features unless they are there. */
  void ensure(String folder, ComparedEncoder encoder, Dataset<Row> images) throws IOException {
    if (work.exists(folder)) {
      return;
    }
    String staging = folder + ".partial";
    compute(encoder, images).write().mode(SaveMode.Overwrite).parquet(work.uri(staging));
    work.replace(staging, folder);
  }

  private Dataset<Row> compute(ComparedEncoder encoder, Dataset<Row> images) {
    EncoderFeatures features =
        new EncoderFeatures(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            encoder.model().get(),
            inference);
    JavaRDD<Row> rows = features.pooled(images, About::of).map(image -> image._1().row(image._2()));
    return spark.createDataFrame(rows, COLUMNS);
  }

  Dataset<Row> read(String folder) {
    return spark.read().parquet(work.uri(folder));
  }

  /** Removes the features of other evaluations. */
  void keepOnly(Set<String> folders) throws IOException {
    for (String name : work.list(FOLDER)) {
      if (!folders.contains(FOLDER + "/" + name)) {
        work.delete(FOLDER + "/" + name);
      }
    }
  }

  /** An image without its pixels. */
  private record About(
      String id,
      String dataset,
      @Nullable String modality,
      String patient,
      String split,
      @Nullable String label,
      boolean inTask,
      boolean onMap)
      implements Serializable {

    static About of(Row row) {
      return new About(
          row.getAs("image_id"),
          row.getAs("dataset"),
          row.getAs("modality"),
          row.getAs("patient_key"),
          row.getAs("split"),
          row.getAs("label"),
          row.getAs("in_task"),
          row.getAs("on_map"));
    }

    Row row(float[] features) {
      return RowFactory.create(
          id, dataset, modality, patient, split, label, inTask, onMap, features);
    }
  }
}
