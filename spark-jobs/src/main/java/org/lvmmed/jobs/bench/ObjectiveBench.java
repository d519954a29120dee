package org.lvmmed.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Initialisation;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.objective.MomentumOutputs;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveInput;
import org.lvmmed.model.objective.ObjectiveResult;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.Progress;
import org.lvmmed.model.view.Draws;

/**
 * The objective alone, on feature maps made up: both views of an image share half of their values.
 */
public final class ObjectiveBench {

  private static final long SEED = 1;

  private final Compute compute;
  private final ObjectiveSettings settings;
  private final int pairs;
  private final int channels;
  private final int side;
  private final Consumer<String> lines;

  /**
   * @param compute where the maps lie
   * @param pairs images of a batch, two views of each
   * @param channels of the feature maps
   * @param side rows and columns of the feature maps
   */
  public ObjectiveBench(
      Compute compute,
      ObjectiveSettings settings,
      int pairs,
      int channels,
      int side,
      Consumer<String> lines) {
    this.compute = compute;
    this.settings = settings;
    this.pairs = pairs;
    this.channels = channels;
    this.side = side;
    this.lines = lines;
  }

  /** Times evaluations, gradient included, after others that warm up. */
  public void run(int warmUp, int repeats) {
    Objective objective = settings.create(channels);
    NetworkGraph graph = NetworkGraph.of(channels, objective.head(NetworkGraph.INPUT));
    Inputs maps = new Inputs(maps(), 2 * pairs, channels, side, side);
    List<Timed> timed = new ArrayList<>();
    try (Network network = compute.open(graph, Initialisation.draw(graph, SEED))) {
      for (int r = 0; r < warmUp + repeats; r++) {
        timed.add(evaluate(objective, network, maps, r));
      }
    }
    print(timed.subList(warmUp, timed.size()));
  }

  /** What one evaluation took, without the projector below it. */
  private record Timed(double cpu, double wall, Map<String, Double> phases) {}

  private Timed evaluate(Objective objective, Network network, Inputs maps, int repeat) {
    PairBatch batch = batch(repeat);
    List<Timed> timed = new ArrayList<>();
    MomentumOutputs ahead =
        objective.momentum().isPresent()
            ? new MomentumOutputs(network.observe(maps), maps.count())
            : MomentumOutputs.none();
    network.gradient(
        maps,
        outputs -> {
          double processor = ProcessorTime.seconds();
          long from = System.nanoTime();
          ObjectiveResult result =
              objective.evaluate(new ObjectiveInput(outputs, batch, Progress.START, ahead, false));
          double wall = (System.nanoTime() - from) / 1e9;
          timed.add(new Timed(ProcessorTime.seconds() - processor, wall, result.phases()));
          return result.loss();
        });
    return timed.get(0);
  }

  private void print(List<Timed> timed) {
    String parts = Phases.means(timed.stream().map(Timed::phases).toList());
    if (!parts.isEmpty()) {
      lines.accept(parts);
    }
    lines.accept(
        String.format(
            Locale.ROOT,
            "objective of %d images: cpu %.3f s, wall %.3f s",
            pairs,
            timed.stream().mapToDouble(Timed::cpu).average().orElseThrow(),
            timed.stream().mapToDouble(Timed::wall).average().orElseThrow()));
  }

  private float[] maps() {
    int size = channels * side * side;
    float[] maps = new float[2 * pairs * size];
    for (int image = 0; image < 2 * pairs; image++) {
      Draws shared = Draws.of(SEED, image % pairs);
      Draws own = Draws.of(SEED, image, 1);
      for (int i = 0; i < size; i++) {
        maps[image * size + i] = (float) Math.max(0, shared.uniform(-1, 1) + own.uniform(-1, 1));
      }
    }
    return maps;
  }

  /** Crops of four fifths of the image at random places. */
  private PairBatch batch(int repeat) {
    int positions = side * side;
    float[] places = new float[2 * pairs * positions * 2];
    for (int image = 0; image < 2 * pairs; image++) {
      Draws draws = Draws.of(SEED, repeat, image, 2);
      double left = draws.uniform(0, 0.2);
      double top = draws.uniform(0, 0.2);
      for (int p = 0; p < positions; p++) {
        int at = 2 * (image * positions + p);
        places[at] = (float) (left + 0.8 * (p % side + 0.5) / side);
        places[at + 1] = (float) (top + 0.8 * ((double) (p / side) + 0.5) / side);
      }
    }
    List<int[]> graphs = Batches.graphs(pairs, settings.imagesPerGraph().orElse(pairs));
    long[] seeds = new long[graphs.size()];
    for (int g = 0; g < seeds.length; g++) {
      seeds[g] = Draws.hash(SEED, repeat, g);
    }
    return new PairBatch(2 * pairs, places, graphs, List.of(), seeds);
  }
}
