package org.lvmmed.jobs.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Engines;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.Initialisation;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;
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

  private final ObjectiveSettings settings;
  private final int pairs;
  private final int channels;
  private final int side;
  private final Consumer<String> lines;

  /**
   * @param pairs images of a batch, two views of each
   * @param channels of the feature maps
   * @param side rows and columns of the feature maps
   */
  public ObjectiveBench(
      ObjectiveSettings settings, int pairs, int channels, int side, Consumer<String> lines) {
    this.settings = settings;
    this.pairs = pairs;
    this.channels = channels;
    this.side = side;
    this.lines = lines;
  }

  /** Times evaluations, gradient included, after others that warm up. */
  public void run(int warmUp, int repeats) {
    Objective objective = settings.create(channels);
    float[][] outputs = outputs(objective);
    for (int r = 0; r < warmUp; r++) {
      evaluate(objective, outputs, r);
    }
    double processor = ProcessorTime.seconds();
    List<Map<String, Double>> phases = new ArrayList<>();
    long from = System.nanoTime();
    for (int r = 0; r < repeats; r++) {
      phases.add(evaluate(objective, outputs, r).phases());
    }
    double wall = (System.nanoTime() - from) / 1e9 / repeats;
    double cpu = (ProcessorTime.seconds() - processor) / repeats;
    String parts = Phases.means(phases);
    if (!parts.isEmpty()) {
      lines.accept(parts);
    }
    lines.accept(
        String.format(
            Locale.ROOT, "objective of %d images: cpu %.3f s, wall %.3f s", pairs, cpu, wall));
  }

  private ObjectiveResult evaluate(Objective objective, float[][] outputs, int repeat) {
    float[][] gradients =
        Arrays.stream(outputs).map(o -> new float[o.length]).toArray(float[][]::new);
    return objective.evaluate(
        new ObjectiveInput(outputs, gradients, batch(repeat), Progress.START));
  }

  /** What the objective looks at, by its own head on the maps. */
  private float[][] outputs(Objective objective) {
    HeadGraph head = objective.head(NetworkGraph.INPUT);
    NetworkGraph graph = NetworkGraph.of(channels, head);
    float[] maps = maps();
    try (Network network =
        Compute.cpu(Engines.names().get(0)).open(graph, Initialisation.draw(graph, SEED))) {
      return network.outputs(new Inputs(maps, 2 * pairs, channels, side, side));
    }
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
