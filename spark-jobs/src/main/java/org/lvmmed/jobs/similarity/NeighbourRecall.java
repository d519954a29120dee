package org.lvmmed.jobs.similarity;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.model.network.Compute;

/**
 * How many of an image's K best neighbours the job has found. The job compares locally only what is
 * close globally; here every image is compared in full with every other, on the driver.
 */
public final class NeighbourRecall {

  private final SimilaritySettings settings;
  private final DescriptorBlock images;
  private final Map<String, Set<String>> found;

  private NeighbourRecall(
      SimilaritySettings settings, DescriptorBlock images, Map<String, Set<String>> found) {
    this.settings = settings;
    this.images = images;
    this.found = found;
  }

  /**
   * The share over some images, evenly spread in the order of their identifiers.
   *
   * @param work where the job with these settings has been run
   * @param queries how many images, at least 1
   */
  public static double of(
      SparkSession spark, WorkFiles work, SimilaritySettings settings, Compute compute, int queries)
      throws IOException {
    SimilarityJob job = new SimilarityJob(spark, work, settings, compute);
    DescriptorBlock images =
        DescriptorBlock.of(job.source().describe(job.trainingImages()).collect());
    return new NeighbourRecall(settings, images, found(spark, work)).recall(queries);
  }

  private static Map<String, Set<String>> found(SparkSession spark, WorkFiles work) {
    Map<String, Set<String>> found = new HashMap<>();
    List<Row> rows =
        spark
            .read()
            .option("pathGlobFilter", "*.parquet")
            .parquet(work.uri(SimilarityJob.FOLDER))
            .select(col("image_id"), col("neighbour_id"))
            .collectAsList();
    for (Row row : rows) {
      found.computeIfAbsent(row.getString(0), id -> new HashSet<>()).add(row.getString(1));
    }
    return found;
  }

  private double recall(int queries) {
    int count = Math.min(queries, images.size());
    int wanted = 0;
    int hits = 0;
    for (int q = 0; q < count; q++) {
      int row = (int) ((long) q * images.size() / count);
      List<String> best = best(row);
      Set<String> given = found.getOrDefault(images.ids()[row], Set.of());
      wanted += best.size();
      hits += (int) best.stream().filter(given::contains).count();
    }
    return wanted == 0 ? 1 : hits / (double) wanted;
  }

  /** An image and its score. */
  private record Scored(String id, double score) {}

  private List<String> best(int row) {
    List<Scored> scored = new ArrayList<>();
    for (int other = 0; other < images.size(); other++) {
      boolean excluded =
          settings.excludes(
              images.sameContent(row, images, other), images.sameSeries(row, images, other));
      if (other != row && !excluded) {
        double global = images.globalSimilarity(row, images, other);
        double local = images.localSimilarity(row, images, other);
        scored.add(new Scored(images.ids()[other], settings.score(global, local)));
      }
    }
    return scored.stream()
        .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::id))
        .limit(settings.neighbours())
        .map(Scored::id)
        .toList();
  }
}
