package org.lvmmed.jobs.pretrain.average;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.lvmmed.jobs.dl4j.StockAveraging;

/**
 * The wall time of an averaging round without training: the state out, a vector from each worker,
 * their average back. Deeplearning4j's own training master does the same beside it, on a network of
 * as many parameters whose step costs next to nothing.
 */
public final class AveragingBench {

  private static final int WARM_UP = 10;

  private final JavaSparkContext spark;
  private final int workers;
  private final int rounds;
  private final boolean withStock;
  private final Consumer<String> lines;

  /**
   * @param rounds that are timed, after a warm-up
   * @param withStock whether Deeplearning4j's own master is measured, too
   * @param lines gets what was measured
   */
  public AveragingBench(
      JavaSparkContext spark, int workers, int rounds, boolean withStock, Consumer<String> lines) {
    this.spark = spark;
    this.workers = workers;
    this.rounds = rounds;
    this.withStock = withStock;
    this.lines = lines;
  }

  /**
   * Measures with one and with two moments of each parameter.
   *
   * @param width the network has width² parameters
   */
  public void run(int width) {
    for (int moments = 1; moments <= 2; moments++) {
      int length = (1 + moments) * width * width;
      String round =
          String.format(Locale.ROOT, "round %.2f s for %.0f MB", ours(length), 4e-6 * length);
      if (withStock) {
        round += String.format(Locale.ROOT, ", stock master %.2f s", stock(width, moments));
      }
      String kept = moments == 1 ? "one moment" : "Adam's two moments";
      lines.accept("parameters and %s, %d workers: %s".formatted(kept, workers, round));
    }
  }

  private double ours(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) Math.sin(i);
    }
    SharedVector[] state = {SharedVector.of(spark, values)};
    try {
      return median(() -> state[0] = round(state[0]));
    } finally {
      state[0].remove();
    }
  }

  private SharedVector round(SharedVector state) {
    SharedVector average = new SharedVector(spark, state.length());
    List<Integer> plans = IntStream.range(0, workers).boxed().toList();
    new VectorAverage<>(
            spark,
            plans,
            worker ->
                new VectorAverage.Trained(state.values(v -> {}), new float[0], report(worker)),
            average,
            Placement.anywhere())
        .run();
    state.remove();
    return average;
  }

  private static WorkerReport report(int worker) {
    return new WorkerReport(worker, 1, 0, Map.of(), new int[0], 0, 0);
  }

  private double stock(int width, int moments) {
    try (StockAveraging stock = new StockAveraging(spark, workers, width, moments)) {
      return median(stock::round);
    }
  }

  private double median(Runnable round) {
    List<Double> seconds = new ArrayList<>();
    for (int r = 0; r < WARM_UP + rounds; r++) {
      long from = System.nanoTime();
      round.run();
      if (r >= WARM_UP) {
        seconds.add((System.nanoTime() - from) / 1e9);
      }
    }
    seconds.sort(null);
    return seconds.get(seconds.size() / 2);
  }
}
