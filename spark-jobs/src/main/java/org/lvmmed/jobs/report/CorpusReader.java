package org.lvmmed.jobs.report;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import scala.Tuple2;

/** Counts and pictures of a corpus. Only thumbnails reach the driver, never whole images. */
final class CorpusReader {
  private final Dataset<Row> corpus;

  CorpusReader(Dataset<Row> corpus) {
    this.corpus = corpus;
  }

  List<CorpusSummary.DatasetSummary> datasets(int samples) {
    Map<String, Map<String, Long>> labels = images("label");
    Map<String, Map<String, Long>> modalities = images("modality");
    Map<String, List<CorpusSummary.Sample>> shown = samples(samples);
    return corpus
        .groupBy("dataset")
        .agg(
            array_join(array_sort(collect_set("body_part")), ", ").as("body_part"),
            count(lit(1)).as("images"),
            countDistinct("patient_key").as("patients"),
            ofSplit("train"),
            ofSplit("val"),
            ofSplit("test"),
            count("mask").as("masks"),
            sum(when(size(col("boxes")).gt(0), 1).otherwise(0)).as("boxes"),
            min(least(col("height"), col("width"))).as("shortest"),
            max(least(col("height"), col("width"))).as("longest"))
        .orderBy("dataset")
        .collectAsList()
        .stream()
        .map(row -> summary(row, modalities, labels, shown))
        .toList();
  }

  private static Column ofSplit(String split) {
    return sum(when(col("split").equalTo(split), 1).otherwise(0)).as(split);
  }

  private static CorpusSummary.DatasetSummary summary(
      Row row,
      Map<String, Map<String, Long>> modalities,
      Map<String, Map<String, Long>> labels,
      Map<String, List<CorpusSummary.Sample>> samples) {
    String name = row.getAs("dataset");
    int shortest = row.<Integer>getAs("shortest");
    int longest = row.<Integer>getAs("longest");
    return new CorpusSummary.DatasetSummary(
        name,
        modalities.getOrDefault(name, Map.of()),
        row.getAs("body_part"),
        row.<Long>getAs("images"),
        row.<Long>getAs("patients"),
        row.<Long>getAs("train"),
        row.<Long>getAs("val"),
        row.<Long>getAs("test"),
        labels.getOrDefault(name, Map.of()),
        row.<Long>getAs("masks"),
        row.<Long>getAs("boxes"),
        shortest == longest ? "" + shortest : shortest + "–" + longest,
        samples.getOrDefault(name, List.of()));
  }

  /** How many images of each dataset have each value of a column. */
  private Map<String, Map<String, Long>> images(String column) {
    Map<String, Map<String, Long>> images = new HashMap<>();
    for (Row row :
        corpus.where(col(column).isNotNull()).groupBy("dataset", column).count().collectAsList()) {
      images
          .computeIfAbsent(row.getString(0), d -> new TreeMap<>())
          .put(row.getString(1), row.getLong(2));
    }
    return images;
  }

  /** A few training images of each dataset, its classes in turn. */
  private Map<String, List<CorpusSummary.Sample>> samples(int wanted) {
    Column label = coalesce(col("label"), lit(""));
    Dataset<Row> ranked =
        corpus
            .where("split = 'train'")
            .select(col("image_id"), col("dataset"), label.as("label"))
            .withColumn(
                "turn",
                row_number().over(Window.partitionBy("dataset", "label").orderBy("image_id")))
            .withColumn(
                "place", row_number().over(Window.partitionBy("dataset").orderBy("turn", "label")))
            .where(col("place").leq(wanted))
            .orderBy("dataset", "label", "turn");
    Map<String, List<CorpusSummary.Sample>> samples = new HashMap<>();
    for (Row row : ranked.collectAsList()) {
      samples
          .computeIfAbsent(row.getAs("dataset"), d -> new ArrayList<>())
          .add(new CorpusSummary.Sample(row.getAs("image_id"), row.getAs("label")));
    }
    return samples;
  }

  /** Files in quarantine by the code of their reason, the commonest first. */
  static Map<String, Long> rejected(Dataset<Row> quarantine) {
    Map<String, Long> rejected = new LinkedHashMap<>();
    quarantine
        .groupBy("reason")
        .count()
        .orderBy(col("count").desc(), col("reason"))
        .collectAsList()
        .forEach(row -> rejected.put(row.getString(0), row.getLong(1)));
    return rejected;
  }

  /** A few training images of each dataset with the nearest others. */
  List<ReportData.Neighbours> neighbours(Dataset<Row> similarity, int queries, int nearest) {
    Dataset<Row> asked =
        corpus
            .select("image_id", "dataset")
            .join(similarity.select("image_id").distinct(), "image_id")
            .withColumn(
                "turn", row_number().over(Window.partitionBy("dataset").orderBy("image_id")))
            .orderBy("turn", "dataset")
            .limit(queries);
    Map<String, ReportData.Neighbours> found = new LinkedHashMap<>();
    for (Row row : asked.collectAsList()) {
      String id = row.getAs("image_id");
      found.put(id, new ReportData.Neighbours(id, row.getAs("dataset"), new ArrayList<>()));
    }
    similarity
        .where(col("image_id").isin(found.keySet().toArray()).and(col("rank").leq(nearest)))
        .orderBy("image_id", "rank")
        .select("image_id", "neighbour_id", "score", "same_series")
        .collectAsList()
        .forEach(
            row ->
                Optional.ofNullable(found.get(row.getString(0)))
                    .ifPresent(query -> query.nearest().add(neighbour(row))));
    return found.values().stream()
        .sorted(Comparator.comparing(ReportData.Neighbours::dataset))
        .toList();
  }

  private static ReportData.Neighbour neighbour(Row row) {
    return new ReportData.Neighbour(
        row.getString(1), ((Number) row.get(2)).doubleValue(), Boolean.TRUE.equals(row.get(3)));
  }

  /** The pictures of some images, scaled where they lie. */
  Map<String, byte[]> thumbnails(Collection<String> ids, int longestSide) {
    Map<String, byte[]> thumbnails = new HashMap<>();
    corpus
        .where(col("image_id").isin(ids.toArray()))
        .select("image_id", "image.bytes")
        .toJavaRDD()
        .flatMap(
            row ->
                ThumbnailEncoder.encode(row.<byte[]>getAs(1), longestSide).stream()
                    .map(jpeg -> new Tuple2<>(row.getString(0), jpeg))
                    .iterator())
        .collect()
        .forEach(pair -> thumbnails.put(pair._1(), pair._2()));
    return thumbnails;
  }
}
