package org.lvmmed.jobs.evaluate.heads;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.lvmmed.jobs.evaluate.settings.Protocol;

/**
 * How many rows of each dataset's splits have which truth.
 *
 * @param counts by dataset, split and column
 */
record AnnotatedRows(Map<Place, Long> counts) {

  private record Place(String dataset, String split, String column) {}

  static AnnotatedRows of(Dataset<Row> corpus) {
    String[] columns =
        Arrays.stream(Protocol.values()).map(Protocol::column).distinct().toArray(String[]::new);
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

  long count(String dataset, String split, Protocol protocol) {
    return counts.getOrDefault(new Place(dataset, split, protocol.column()), 0L);
  }

  /** Whether there is something to train on and something to test on. */
  boolean isTask(String dataset, Protocol protocol) {
    return count(dataset, "train", protocol) > 0 && count(dataset, "test", protocol) > 0;
  }

  boolean has(String dataset) {
    return counts.keySet().stream().anyMatch(place -> place.dataset().equals(dataset));
  }
}
