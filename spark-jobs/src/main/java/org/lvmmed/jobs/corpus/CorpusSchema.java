package org.lvmmed.jobs.corpus;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.corpus.ImageRow;
import org.lvmmed.ingest.dataset.Box;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.ingest.pixels.Window;

/** The columns of the corpus, and rows to and from {@link ImageRow}. */
public final class CorpusSchema {
  private static final StructType IMAGE =
      new StructType().add("bytes", BinaryType).add("path", StringType);
  private static final StructType WINDOW =
      new StructType().add("low", DoubleType).add("high", DoubleType).add("unit", StringType);
  private static final StructType BOX =
      new StructType()
          .add("x1", DoubleType)
          .add("y1", DoubleType)
          .add("x2", DoubleType)
          .add("y2", DoubleType)
          .add("class", StringType);

  /** The columns, in their order. */
  public static final StructType TYPE =
      new StructType()
          .add("image", IMAGE)
          .add("image_id", StringType)
          .add("content_hash", StringType)
          .add("dataset", StringType)
          .add("modality", StringType)
          .add("body_part", StringType)
          .add("patient_key", StringType)
          .add("series_key", StringType)
          .add("slice_index", IntegerType)
          .add("height", IntegerType)
          .add("width", IntegerType)
          .add("channels", IntegerType)
          .add("bits", IntegerType)
          .add("spacing", DataTypes.createArrayType(DoubleType))
          .add("window", WINDOW)
          .add("split", StringType)
          .add("label", StringType)
          .add("mask", BinaryType)
          .add("boxes", DataTypes.createArrayType(BOX))
          .add("fov", BinaryType)
          .add("schema_version", IntegerType);

  private CorpusSchema() {}

  public static Row toRow(ImageRow image) {
    return RowFactory.create(values(image).toArray());
  }

  /** The values in the order of the columns, for rows that have more columns than the corpus. */
  public static List<@Nullable Object> values(ImageRow image) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(RowFactory.create(image.png(), image.imageId()));
    values.add(image.imageId());
    values.add(image.contentHash());
    values.add(image.dataset());
    values.add(image.modality());
    values.add(image.bodyPart());
    values.add(image.patientKey());
    values.add(image.seriesKey());
    values.add(image.sliceIndex());
    values.add(image.height());
    values.add(image.width());
    values.add(image.channels());
    values.add(image.bits());
    values.add(image.spacing().toArray(new Double[0]));
    values.add(window(image.window()));
    values.add(image.split().text());
    values.add(image.label());
    values.add(image.mask());
    values.add(boxes(image.boxes()));
    values.add(image.fov());
    values.add(ImageRow.SCHEMA_VERSION);
    return values;
  }

  private static @Nullable Row window(@Nullable Window window) {
    return window == null ? null : RowFactory.create(window.low(), window.high(), window.unit());
  }

  private static Row @Nullable [] boxes(@Nullable List<Box> boxes) {
    return boxes == null
        ? null
        : boxes.stream()
            .map(b -> RowFactory.create(b.x1(), b.y1(), b.x2(), b.y2(), b.label()))
            .toArray(Row[]::new);
  }

  /** A row that has all the columns. */
  public static ImageRow fromRow(Row row) {
    Row window = row.getAs("window");
    return new ImageRow(
        row.<Row>getAs("image").getAs("bytes"),
        row.getAs("image_id"),
        row.getAs("content_hash"),
        row.getAs("dataset"),
        row.getAs("modality"),
        row.getAs("body_part"),
        row.getAs("patient_key"),
        row.getAs("series_key"),
        row.<Integer>getAs("slice_index"),
        row.<Integer>getAs("height"),
        row.<Integer>getAs("width"),
        row.<Integer>getAs("channels"),
        row.<Integer>getAs("bits"),
        List.copyOf(row.<Double>getList(row.fieldIndex("spacing"))),
        window == null
            ? null
            : new Window(window.getDouble(0), window.getDouble(1), window.getString(2)),
        Split.of(row.getAs("split")),
        row.getAs("label"),
        row.getAs("mask"),
        boxes(row),
        row.getAs("fov"));
  }

  private static @Nullable List<Box> boxes(Row row) {
    int at = row.fieldIndex("boxes");
    return row.isNullAt(at)
        ? null
        : row.<Row>getList(at).stream()
            .map(
                b ->
                    new Box(
                        b.getDouble(0),
                        b.getDouble(1),
                        b.getDouble(2),
                        b.getDouble(3),
                        b.getString(4)))
            .toList();
  }
}
