package org.lvmmed.jobs.evaluate.heads;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.lvmmed.jobs.evaluate.settings.Truth;

/**
 * How many rows of each dataset's splits have which truth.
 *
 * @param counts by dataset, split and column
 */
record AnnotatedRows(Map<Place, Long> counts) {

  private record Place(String dataset, String split, String column) {}

  static AnnotatedRows of(Dataset<Row> corpus) {
    String[] columns = Arrays.stream(Truth.values()).map(Truth::column).toArray(String[]::new);
    Column[] known =
        Arrays.stream(columns).map(c -> functions.count(col(c)).as(c)).toArray(Column[]::new);
    Map<Place, Long> counts = new HashMap<>();
    for (Row row :
        corpus
            .groupBy("dataset", "split")
            .agg(known[0], Arrays.copyOfRange(known, 1, known.length))
            .collectAsList()) {
      for (String column : columns) {
        Place place = new Place(row.getString(0), row.getString(1), column);
        counts.put(place, row.<Long>getAs(column));
      }
    }
    return new AnnotatedRows(counts);
  }

  long count(String dataset, String split, Truth truth) {
    return counts.getOrDefault(new Place(dataset, split, truth.column()), 0L);
  }

  /** Whether there is something to train on and something to test on. */
  boolean isTask(String dataset, Truth truth) {
    return count(dataset, "train", truth) > 0 && count(dataset, "test", truth) > 0;
  }

  boolean has(String dataset) {
    return counts.keySet().stream().anyMatch(place -> place.dataset().equals(dataset));
  }
}
