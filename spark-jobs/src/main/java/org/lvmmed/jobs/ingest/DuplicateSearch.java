package org.lvmmed.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Finds pictures that stand in two splits or datasets: by equal values, and by perceptual hashes
 * that differ in few bits. Hashes are compared where one of eight bands of 32 bits is equal, which
 * any two have that differ in at most seven bits. A band that very many pictures share tells
 * nothing and is left out. Pictures with next to nothing in them have no hash and are no
 * duplicates.
 */
final class DuplicateSearch {
  private static final int BANDS = 8;
  private static final int CROWD = 1000;

  private final SparkSession spark;
  private final int distance;

  /**
   * @param distance of perceptual hashes of one picture, at most; -1 for equal values alone
   */
  DuplicateSearch(SparkSession spark, int distance) {
    this.spark = spark;
    this.distance = distance;
  }

  /**
   * The rows to be kept out of training, one for each picture.
   *
   * @param rows with image_id, dataset, split, labelled, content_hash and print
   */
  Dataset<Row> find(Dataset<Row> rows) {
    Dataset<Row> told = rows.filter(length(col(StagedRows.PRINT)).gt(0));
    JavaRDD<Twin> twins = twins(told, List.of(col("content_hash")), 0);
    if (distance >= 0) {
      UDF1<byte[], List<String>> bands = Bands::of;
      Column exploded =
          functions.explode(
              functions
                  .udf(bands, DataTypes.createArrayType(DataTypes.StringType))
                  .apply(col(StagedRows.PRINT)));
      twins = twins.union(twins(told.withColumn("band", exploded), List.of(col("band")), distance));
    }
    JavaRDD<Row> best =
        twins
            .mapToPair(twin -> new scala.Tuple2<>(twin.loser().id(), twin))
            .reduceByKey(Twin::closer)
            .values()
            .map(Twin::toRow);
    return spark.createDataFrame(best, Twin.TYPE);
  }

  private static JavaRDD<Twin> twins(Dataset<Row> rows, List<Column> key, int distance) {
    Column member =
        struct(
            col("image_id"),
            col("dataset"),
            col("split"),
            col("labelled"),
            col("content_hash"),
            col(StagedRows.PRINT));
    return rows.groupBy(key.toArray(new Column[0]))
        .agg(collect_list(member).as("members"))
        .filter(size(col("members")).gt(1))
        .filter(lit(distance == 0).or(size(col("members")).leq(CROWD)))
        .javaRDD()
        .flatMap(
            row ->
                Twin.among(
                        row.<Row>getList(row.fieldIndex("members")).stream()
                            .map(Twin.Member::of)
                            .toList(),
                        distance)
                    .iterator());
  }
}
