package org.lvmmed.jobs.similarity;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.lvmmed.model.view.Draws;

/**
 * How many of the K best neighbours a search has found, on a sample of images, each of which is
 * compared in full with every other. Which are sampled follows from their ids.
 */
final class SampledRecall {

  /** No local similarity is larger, whatever the rounding. */
  private static final double MOST_LOCAL = 1 + 1e-6;

  private final JavaSparkContext spark;
  private final BlockStore store;
  private final SimilaritySettings settings;

  SampledRecall(JavaSparkContext spark, BlockStore store, SimilaritySettings settings) {
    this.spark = spark;
    this.store = store;
    this.settings = settings;
  }

  /** What is nearest to an image of the sample. */
  private record Scored(int query, String id, double score) implements Serializable {}

  private static final Comparator<Scored> BEST_FIRST =
      Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::id);

  private JavaRDD<Integer> blocks() {
    List<Integer> numbers = IntStream.range(0, store.blocks()).boxed().toList();
    return spark.parallelize(numbers, numbers.size());
  }

  /**
   * About so many images, in the order of their ids.
   *
   * @param images how many there are
   */
  DescriptorBlock sample(int wanted, long images) {
    BlockStore from = store;
    double share = Math.min(1, wanted / (double) images);
    return DescriptorBlock.of(
        blocks()
            .flatMap(
                number -> {
                  DescriptorBlock block = from.read(number);
                  return IntStream.range(0, block.size())
                      .filter(row -> isSampled(block.ids()[row], share))
                      .mapToObj(block::image)
                      .iterator();
                })
            .collect());
  }

  private static boolean isSampled(String id, double share) {
    return Draws.of(Draws.key(id), Draws.key("recall")).chance(share);
  }

  /**
   * @param queries a sample
   * @param found for each of its images the neighbours that were found
   * @return share in [0, 1]; 1 where there is nothing to find
   */
  double of(DescriptorBlock queries, Map<String, Set<String>> found) {
    long wanted = 0;
    long hits = 0;
    for (Scored best : best(queries)) {
      String query = queries.ids()[best.query()];
      wanted++;
      hits += found.getOrDefault(query, Set.of()).contains(best.id()) ? 1 : 0;
    }
    return wanted == 0 ? 1 : hits / (double) wanted;
  }

  /** The K best of all for each image of the sample. */
  private List<Scored> best(DescriptorBlock queries) {
    BlockStore from = store;
    SimilaritySettings rules = settings;
    Broadcast<List<DescribedImage>> shared = spark.broadcast(queries.images());
    try {
      return blocks()
          .map(number -> best(DescriptorBlock.of(shared.value()), from.read(number), rules))
          .reduce((a, b) -> kept(Stream.concat(a.stream(), b.stream()), rules.neighbours()));
    } finally {
      shared.destroy();
    }
  }

  private static List<Scored> best(
      DescriptorBlock queries, DescriptorBlock block, SimilaritySettings rules) {
    List<Scored> all = new ArrayList<>();
    for (int query = 0; query < queries.size(); query++) {
      all.addAll(best(queries, query, block, rules));
    }
    return all;
  }

  /**
   * Beginning with what is globally most similar: once no local similarity could make up for what
   * is lacking, none is reckoned any more.
   */
  private static List<Scored> best(
      DescriptorBlock queries, int query, DescriptorBlock block, SimilaritySettings rules) {
    double[] global = new double[block.size()];
    for (int other = 0; other < global.length; other++) {
      global[other] = queries.globalSimilarity(query, block, other);
    }
    PriorityQueue<Scored> best = new PriorityQueue<>(BEST_FIRST.reversed());
    int[] candidates =
        IntStream.range(0, global.length)
            .filter(other -> isCandidate(queries, query, block, other, rules))
            .boxed()
            .sorted(Comparator.comparingDouble(other -> -global[other]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int other : candidates) {
      boolean full = best.size() == rules.neighbours();
      if (full && rules.score(global[other], MOST_LOCAL) < best.element().score()) {
        break;
      }
      double local = queries.localSimilarity(query, block, other);
      best.add(new Scored(query, block.ids()[other], rules.score(global[other], local)));
      if (best.size() > rules.neighbours()) {
        best.remove();
      }
    }
    return List.copyOf(best);
  }

  private static boolean isCandidate(
      DescriptorBlock queries,
      int row,
      DescriptorBlock block,
      int other,
      SimilaritySettings rules) {
    return !queries.ids()[row].equals(block.ids()[other])
        && !rules.excludes(
            queries.sameContent(row, block, other), queries.sameSeries(row, block, other));
  }

  /** The best of each query. */
  private static List<Scored> kept(Stream<Scored> scored, int most) {
    Map<Integer, List<Scored>> byQuery =
        scored.collect(Collectors.groupingBy(Scored::query, TreeMap::new, Collectors.toList()));
    List<Scored> kept = new ArrayList<>();
    byQuery.values().forEach(of -> of.stream().sorted(BEST_FIRST).limit(most).forEach(kept::add));
    return kept;
  }
}
