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

  /** Rows and columns of a picture. */
  public static final int SIZE = 48;

  private static final StructType IMAGE =
      new StructType()
          .add("bytes", DataTypes.BinaryType, false)
          .add("path", DataTypes.StringType, false);
  private static final StructType BOX =
      new StructType()
          .add("x1", DataTypes.DoubleType)
          .add("y1", DataTypes.DoubleType)
          .add("x2", DataTypes.DoubleType)
          .add("y2", DataTypes.DoubleType)
          .add("class", DataTypes.StringType);
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
          .add("label", DataTypes.StringType, true)
          .add("slice_index", DataTypes.IntegerType, true)
          .add("spacing", DataTypes.createArrayType(DataTypes.DoubleType), true)
          .add("mask", DataTypes.BinaryType, true)
          .add("fov", DataTypes.BinaryType, true)
          .add("boxes", DataTypes.createArrayType(BOX), true);

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
   * What is known of a picture besides its label.
   *
   * @param slice place in its series
   * @param mask class at x and y in [0,1], or null
   * @param boxes x1, y1, x2, y2 in pixels and class, or null
   */
  public record Truth(
      int slice, @Nullable DoubleBinaryOperator mask, @Nullable List<Object[]> boxes) {

    static final Truth NONE = new Truth(0, null, null);
  }

  /**
   * Adds a grey picture of 48 × 48 pixels.
   *
   * @param level grey level in [0,1] at x and y in [0,1]
   * @return its image id
   */
  public String add(Place place, DoubleBinaryOperator level) {
    return add(place, level, Truth.NONE);
  }

  /** Adds a picture with masks or boxes. */
  public String add(Place place, DoubleBinaryOperator level, Truth truth) {
    byte[] png = png((x, y) -> 255 * Math.min(1, Math.max(0, level.applyAsDouble(x, y))));
    DoubleBinaryOperator mask = truth.mask();
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
            place.label(),
            truth.slice(),
            new Double[] {1.0, 1.0, 2.0},
            mask == null ? null : png(mask),
            null,
            boxes(truth.boxes())));
    return id;
  }

  private static Row @Nullable [] boxes(@Nullable List<Object[]> boxes) {
    return boxes == null ? null : boxes.stream().map(RowFactory::create).toArray(Row[]::new);
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

  private static byte[] png(DoubleBinaryOperator value) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double v = value.applyAsDouble((x + 0.5) / SIZE, (y + 0.5) / SIZE);
        image.getRaster().setSample(x, y, 0, (int) Math.round(v));
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
