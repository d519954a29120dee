package org.lvmmed.jobs.pretrain.plan;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.jobs.pretrain.settings.PretrainSettings;
import org.lvmmed.model.objective.Progress;
import org.lvmmed.model.view.Draws;

/** What every round of a run trains on: a function of the configuration and the corpus alone. */
public final class RunPlan {

  private final TrainingIndex index;
  private final PretrainSettings settings;
  private final EpochPlanner planner;
  private final long seed;
  private final boolean priors;
  private final int roundsPerEpoch;
  private final int imagesPerEpoch;
  private int cachedEpoch = -1;
  private List<List<EpochLayout.WorkerShare>> cached = List.of();

  public RunPlan(TrainingIndex index, PretrainSettings settings, PlanNeeds needs, long seed) {
    this.index = index;
    this.settings = settings;
    this.priors = needs.priors();
    this.seed = seed;
    this.planner = new EpochPlanner(index, settings, needs, seed);
    this.roundsPerEpoch = epoch(0).size();
    this.imagesPerEpoch = images(epoch(0));
  }

  private static int images(List<List<EpochLayout.WorkerShare>> rounds) {
    return rounds.stream()
        .flatMap(List::stream)
        .flatMap(share -> share.steps().stream())
        .flatMap(List::stream)
        .mapToInt(PlannedGraph::size)
        .sum();
  }

  public int roundsPerEpoch() {
    return roundsPerEpoch;
  }

  public int rounds() {
    return roundsPerEpoch * settings.epochs();
  }

  /**
   * Images of an epoch, copies included; where slices of volumes are limited, not all there are.
   */
  public int imagesPerEpoch() {
    return imagesPerEpoch;
  }

  /** The epoch's rounds, each with its workers' graphs. */
  List<List<EpochLayout.WorkerShare>> epoch(int epoch) {
    if (epoch != cachedEpoch) {
      cached = List.of(); // lets go of it before there is another
      cached = planner.rounds(epoch);
      cachedEpoch = epoch;
    }
    return cached;
  }

  /** The workers' parts of round {@code round}, counted from 0. */
  public List<RoundPlan> round(int round) {
    int epoch = round / roundsPerEpoch;
    List<RoundPlan> plans = new ArrayList<>();
    for (EpochLayout.WorkerShare share : epoch(epoch).get(round % roundsPerEpoch)) {
      List<RoundPlan.Step> steps = new ArrayList<>();
      for (int s = 0; s < share.steps().size(); s++) {
        double done = (round + (double) s / settings.averagingPeriod()) / rounds();
        steps.add(
            new RoundPlan.Step(
                settings.rate(done),
                new Progress(epoch, settings.epochs(), done),
                share.steps().get(s).stream().map(g -> graph(g, epoch)).toList()));
      }
      plans.add(new RoundPlan(share.worker(), epoch, steps));
    }
    return plans;
  }

  private RoundPlan.GraphPlan graph(PlannedGraph graph, int epoch) {
    int[] images = graph.images();
    List<ImageAddress> nodes = new ArrayList<>(images.length);
    for (int n = 0; n < images.length; n++) {
      nodes.add(address(images[n], graph.copies()[n]));
    }
    long key = Draws.hash(seed, epoch, nodes.get(0).drawKey(), Draws.key("graph"));
    return new RoundPlan.GraphPlan(key, nodes, priors ? priors(images) : new double[0]);
  }

  private ImageAddress address(int image, int copy) {
    return new ImageAddress(index.key(image), copy, index.file()[image], index.row()[image]);
  }

  private double[] priors(int[] images) {
    int n = images.length;
    double[] p = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        p[i * n + j] = index.neighbours().similarity(images[i], images[j]);
      }
    }
    return p;
  }
}
