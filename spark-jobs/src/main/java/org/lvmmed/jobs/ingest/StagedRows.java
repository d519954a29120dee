package org.lvmmed.jobs.ingest;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.corpus.Outcome;
import org.lvmmed.ingest.plan.Warning;
import org.lvmmed.jobs.corpus.CorpusSchema;

/** Outcomes of reading, as they are kept until the corpus is published. */
final class StagedRows {
  static final String FILE = "file";
  static final String OUTCOME = "outcome";
  static final String MESSAGE = "message";
  static final String PRINT = "print";

  /** Outcome of a row; a refusal has its reason's code. */
  static final String ROW = "row";

  static final String THINNED = "thinned";

  /** Begins the outcome of a warning, before its kind. */
  static final String NOTED = "noted:";

  static final StructType TYPE = nullable();

  private StagedRows() {}

  private static StructType nullable() {
    List<StructField> fields = new ArrayList<>();
    fields.add(
        new StructField(FILE, StringType, true, org.apache.spark.sql.types.Metadata.empty()));
    fields.add(
        new StructField(OUTCOME, StringType, true, org.apache.spark.sql.types.Metadata.empty()));
    fields.add(
        new StructField(MESSAGE, StringType, true, org.apache.spark.sql.types.Metadata.empty()));
    fields.add(
        new StructField(PRINT, BinaryType, true, org.apache.spark.sql.types.Metadata.empty()));
    fields.addAll(Arrays.asList(CorpusSchema.TYPE.fields()));
    return new StructType(fields.toArray(new StructField[0]));
  }

  static Row of(Outcome outcome) {
    if (outcome instanceof Outcome.Row row) {
      List<@Nullable Object> values =
          new ArrayList<>(Arrays.asList(row.file(), ROW, null, row.print()));
      values.addAll(CorpusSchema.values(row.row()));
      return RowFactory.create(values.toArray());
    }
    if (outcome instanceof Outcome.Refused refused) {
      return without(
          refused.file(),
          refused.refusal().reason().code(),
          refused.refusal().message(),
          refused.dataset());
    }
    if (outcome instanceof Outcome.Noted noted) {
      Warning warning = noted.warning();
      return without(noted.file(), NOTED + warning.kind(), warning.message(), warning.dataset());
    }
    Outcome.Thinned thinned = (Outcome.Thinned) outcome;
    return without(thinned.file(), THINNED, null, thinned.dataset());
  }

  private static Row without(
      String file, String outcome, @Nullable String message, String dataset) {
    @Nullable Object[] values = new Object[TYPE.size()];
    values[0] = file;
    values[1] = outcome;
    values[2] = message;
    values[TYPE.fieldIndex("dataset")] = dataset;
    return RowFactory.create(values);
  }
}
