package org.lvmmed.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.lvmmed.jobs.evaluate.probes.EmbeddedImage;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.model.probe.PrincipalComponents;

/**
 * The table that {@code embed} writes, as a page shows it.
 *
 * @param name of its encoder on the page
 * @param rows with the columns {@code image_id}, {@code dataset}, {@code split} and {@code
 *     embedding}
 */
record EmbeddedFolder(String name, Dataset<Row> rows) {

  private static final List<String> COLUMNS = List.of("image_id", "dataset", "split", "embedding");

  /**
   * @throws InputException where a folder holds no such table
   */
  static EmbeddedFolder of(SparkSession spark, String name, String uri) {
    Dataset<Row> rows = read(spark, name, uri);
    if (!Set.of(rows.columns()).containsAll(COLUMNS)) {
      throw new InputException(
          "Cannot show the embeddings %s: %s has the columns %s, not %s (give a folder that embed wrote)"
              .formatted(name, uri, List.of(rows.columns()), COLUMNS));
    }
    return new EmbeddedFolder(name, rows);
  }

  @SuppressWarnings("CatchSpecificity") // Spark's exceptions are undeclared
  private static Dataset<Row> read(SparkSession spark, String name, String uri) {
    try {
      return spark.read().parquet(uri);
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw new InputException(
            "Cannot show the embeddings %s: no table in %s (give a folder that embed wrote)"
                .formatted(name, uri),
            e);
      }
      throw e;
    }
  }

  /** An image's embedding. */
  private record Embedded(String image, String dataset, String split, float[] vector)
      implements Serializable {

    static Embedded of(Row row) {
      List<Float> values = row.getList(row.fieldIndex("embedding"));
      float[] vector = new float[values.size()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = values.get(i);
      }
      return new Embedded(row.getAs("image_id"), row.getAs("dataset"), row.getAs("split"), vector);
    }

    double cosine(Embedded other) {
      double dot = 0;
      double own = 0;
      double others = 0;
      for (int i = 0; i < vector.length; i++) {
        dot += (double) vector[i] * other.vector[i];
        own += (double) vector[i] * vector[i];
        others += (double) other.vector[i] * other.vector[i];
      }
      return own == 0 || others == 0 ? 0 : dot / Math.sqrt(own * others);
    }
  }

  /**
   * So many images by their first two principal components. Identifiers are hashes, so the first
   * ones are a random sample.
   */
  List<EmbeddedImage> map(int most) {
    List<Embedded> sample =
        rows.orderBy("image_id").limit(most).collectAsList().stream().map(Embedded::of).toList();
    if (sample.isEmpty()) {
      return List.of();
    }
    float[][] vectors = sample.stream().map(Embedded::vector).toArray(float[][]::new);
    PrincipalComponents components = PrincipalComponents.of(vectors, 2);
    return sample.stream().map(image -> placed(image, components.project(image.vector()))).toList();
  }

  private EmbeddedImage placed(Embedded image, double[] place) {
    return new EmbeddedImage(
        name, image.image(), image.dataset(), null, image.split(), null, place[0], place[1]);
  }

  /** The nearest images by cosine of a few images of each dataset. */
  List<ReportData.Neighbours> neighbours(int queries, int nearest) {
    List<Embedded> asked = asked(queries);
    List<ReportData.Neighbours> found = new ArrayList<>();
    if (asked.isEmpty()) {
      return found;
    }
    List<List<ReportData.Neighbour>> all =
        rows.toJavaRDD()
            .mapPartitions(
                part -> {
                  List<List<ReportData.Neighbour>> best = empty(asked.size());
                  while (part.hasNext()) {
                    Embedded image = Embedded.of(part.next());
                    IntStream.range(0, asked.size())
                        .forEach(q -> offer(best.get(q), asked.get(q), image, nearest));
                  }
                  return List.of(best).iterator();
                })
            .reduce((one, other) -> merged(one, other, nearest));
    for (int q = 0; q < asked.size(); q++) {
      found.add(
          new ReportData.Neighbours(asked.get(q).image(), asked.get(q).dataset(), all.get(q)));
    }
    found.sort(Comparator.comparing(ReportData.Neighbours::dataset));
    return found;
  }

  private List<Embedded> asked(int queries) {
    return rows
        .withColumn("turn", row_number().over(Window.partitionBy("dataset").orderBy("image_id")))
        .orderBy(col("turn"), col("dataset"))
        .limit(queries)
        .collectAsList()
        .stream()
        .map(Embedded::of)
        .toList();
  }

  private static List<List<ReportData.Neighbour>> empty(int queries) {
    List<List<ReportData.Neighbour>> lists = new ArrayList<>();
    for (int q = 0; q < queries; q++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  private static void offer(
      List<ReportData.Neighbour> best, Embedded query, Embedded image, int nearest) {
    if (!image.image().equals(query.image())) {
      best.add(new ReportData.Neighbour(image.image(), query.cosine(image), false));
      keep(best, nearest);
    }
  }

  private static List<List<ReportData.Neighbour>> merged(
      List<List<ReportData.Neighbour>> one, List<List<ReportData.Neighbour>> other, int nearest) {
    List<List<ReportData.Neighbour>> merged = empty(one.size());
    for (int q = 0; q < merged.size(); q++) {
      merged.get(q).addAll(one.get(q));
      merged.get(q).addAll(other.get(q));
      keep(merged.get(q), nearest);
    }
    return merged;
  }

  /** Ties go to the lower identifier. */
  private static void keep(List<ReportData.Neighbour> best, int nearest) {
    best.sort(
        Comparator.comparingDouble(ReportData.Neighbour::score)
            .reversed()
            .thenComparing(ReportData.Neighbour::image));
    if (best.size() > nearest) {
      best.subList(nearest, best.size()).clear();
    }
  }
}
