package org.lvmmed.jobs.evaluate.samples;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A row of the corpus as a head's unit takes it.
 *
 * @param patient key of the patient; the image's own id where none is known
 * @param series images of one volume share it
 * @param order slice in the series
 * @param boxes null where objects were not looked for
 * @param spacing row, column and slice spacing in millimetres, as far as known
 */
public record SampleRow(
    String id,
    String dataset,
    String split,
    String patient,
    String series,
    int order,
    byte[] image,
    byte @Nullable [] mask,
    byte @Nullable [] fov,
    @Nullable List<Box> boxes,
    @Nullable String label,
    double[] spacing)
    implements Serializable {

  /** The class of boxes that have none. */
  public static final String OBJECT = "object";

  record Box(double x1, double y1, double x2, double y2, String type) implements Serializable {}

  static SampleRow of(Row row) {
    return new SampleRow(
        row.getAs("image_id"),
        row.getAs("dataset"),
        row.getAs("split"),
        row.getAs("patient_key"),
        row.getAs("series_key"),
        row.<Integer>getAs("slice_index"),
        row.getAs("bytes"),
        row.getAs("mask"),
        row.getAs("fov"),
        boxes(row),
        row.getAs("label"),
        spacing(row));
  }

  private static @Nullable List<Box> boxes(Row row) {
    int at = row.fieldIndex("boxes");
    return row.isNullAt(at) ? null : row.<Row>getList(at).stream().map(SampleRow::box).toList();
  }

  private static Box box(Row box) {
    String type = box.getString(4);
    return new Box(
        box.getDouble(0),
        box.getDouble(1),
        box.getDouble(2),
        box.getDouble(3),
        type == null ? OBJECT : type);
  }

  private static double[] spacing(Row row) {
    int at = row.fieldIndex("spacing");
    return row.isNullAt(at)
        ? new double[0]
        : row.<Double>getList(at).stream().mapToDouble(Double::doubleValue).toArray();
  }

  SampleKey key(int unit) {
    return new SampleKey(unit, dataset, series, order, id);
  }
}
