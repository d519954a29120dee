package org.lvmmed.jobs.evaluate.samples;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.lvmmed.jobs.evaluate.settings.Truth;
import org.lvmmed.jobs.evaluate.unit.HeadTask;
import org.lvmmed.jobs.evaluate.unit.HeadUnit;
import scala.Tuple2;

/** The rows of the corpus that heads are trained and tested on. */
public final class SampleSource {

  private final Dataset<Row> corpus;
  private final int imagesPerSplit;

  /**
   * @param imagesPerSplit images of a dataset's split at most; cases stay whole, and one is always
   *     there
   */
  public SampleSource(Dataset<Row> corpus, int imagesPerSplit) {
    this.corpus = corpus;
    this.imagesPerSplit = imagesPerSplit;
  }

  /** The annotated rows that are used, of all columns of the corpus. */
  Dataset<Row> annotated(Truth known) {
    Column truth = col(known.column());
    Column series = coalesce(col("series_key"), col("image_id"));
    Dataset<Row> chosen =
        corpus
            .where(truth.isNotNull())
            .groupBy(col("dataset"), col("split"), series.as("case"))
            .agg(count(lit(1)).as("images"))
            .withColumn("before", before())
            .where(
                col("before").plus(col("images")).leq(imagesPerSplit).or(col("before").equalTo(0)))
            .select(
                col("dataset").as("chosen_dataset"), col("split").as("chosen_split"), col("case"));
    return corpus
        .where(truth.isNotNull())
        .join(
            broadcast(chosen),
            col("dataset")
                .equalTo(col("chosen_dataset"))
                .and(col("split").equalTo(col("chosen_split")))
                .and(series.equalTo(col("case"))),
            "left_semi");
  }

  /** Images of a dataset's split before a case, cases being in the order of their keyed hash. */
  private static Column before() {
    Column all =
        sum("images")
            .over(
                Window.partitionBy("dataset", "split")
                    .orderBy("case")
                    .rowsBetween(Window.unboundedPreceding(), Window.currentRow()));
    return all.minus(col("images"));
  }

  /** Each unit's rows in one partition, its number; cases together, slices in their order. */
  public JavaPairRDD<SampleKey, SampleRow> rows(List<HeadUnit> units) {
    return units.stream()
        .map(unit -> unit.protocol().truth())
        .distinct()
        .map(truth -> rows(units, truth))
        .reduce(JavaPairRDD::union)
        .orElseThrow()
        .repartitionAndSortWithinPartitions(
            new SampleKey.ByUnit(units.size()), new SampleKey.InOrder());
  }

  private JavaPairRDD<SampleKey, SampleRow> rows(List<HeadUnit> units, Truth truth) {
    int[] numbers =
        IntStream.range(0, units.size())
            .filter(u -> units.get(u).protocol().truth() == truth)
            .toArray();
    List<HeadTask> tasks = units.stream().map(HeadUnit::task).toList();
    return annotated(truth)
        .where(col("dataset").isin(datasets(tasks, numbers)))
        .select(
            col("image_id"),
            col("dataset"),
            col("split"),
            coalesce(col("patient_key"), col("image_id")).as("patient_key"),
            coalesce(col("series_key"), col("image_id")).as("series_key"),
            coalesce(col("slice_index"), lit(0)).as("slice_index"),
            col("image.bytes"),
            col("mask"),
            col("fov"),
            col("boxes"),
            col("label"),
            col("spacing"))
        .toJavaRDD()
        .map(SampleRow::of)
        .flatMapToPair(
            row ->
                IntStream.of(numbers)
                    .filter(u -> tasks.get(u).uses(row.dataset(), row.split()))
                    .mapToObj(u -> new Tuple2<>(row.key(u), row))
                    .iterator());
  }

  private static Object[] datasets(List<HeadTask> tasks, int[] numbers) {
    return IntStream.of(numbers)
        .mapToObj(tasks::get)
        .flatMap(task -> Stream.concat(Stream.of(task.dataset()), task.tests().stream()))
        .distinct()
        .toArray();
  }
}
