package org.lvmmed.jobs;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.io.Hashes;

/** A corpus of generated pictures with the columns that the jobs after ingest read. */
public final class SmallCorpus {

  private static final StructType IMAGE =
      new StructType()
          .add("bytes", DataTypes.BinaryType, false)
          .add("path", DataTypes.StringType, false);
  private static final StructType COLUMNS =
      new StructType()
          .add("image", IMAGE, false)
          .add("image_id", DataTypes.StringType, false)
          .add("content_hash", DataTypes.StringType, false)
          .add("dataset", DataTypes.StringType, false)
          .add("modality", DataTypes.StringType, true)
          .add("patient_key", DataTypes.StringType, true)
          .add("series_key", DataTypes.StringType, true)
          .add("split", DataTypes.StringType, false)
          .add("label", DataTypes.StringType, true);

  private final List<Row> rows = new ArrayList<>();

  /** A picture's place in the corpus. */
  public record Place(
      String dataset,
      String split,
      @Nullable String label,
      @Nullable String patient,
      @Nullable String series) {

    public static Place of(String dataset, String split, @Nullable String label) {
      return new Place(dataset, split, label, null, null);
    }
  }

  /**
   * Adds a grey picture of 48 × 48 pixels.
   *
   * @param level grey level in [0,1] at x and y in [0,1]
   * @return its image id
   */
  public String add(Place place, DoubleBinaryOperator level) {
    byte[] png = png(level);
    String id = Hashes.sha256("image " + rows.size());
    rows.add(
        RowFactory.create(
            RowFactory.create(png, id),
            id,
            Hashes.sha256(png),
            place.dataset(),
            "unknown",
            place.patient() == null ? id : place.patient(),
            place.series(),
            place.split(),
            place.label()));
    return id;
  }

  /** Writes the corpus below a work folder, in several files. */
  public void write(SparkSession spark, Path work) {
    spark
        .createDataFrame(rows, COLUMNS)
        .repartition(3)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(work.resolve("corpus").toUri().toString());
  }

  private static byte[] png(DoubleBinaryOperator level) {
    int size = 48;
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double value = level.applyAsDouble((x + 0.5) / size, (y + 0.5) / size);
        image
            .getRaster()
            .setSample(x, y, 0, (int) Math.round(255 * Math.min(1, Math.max(0, value))));
      }
    }
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
