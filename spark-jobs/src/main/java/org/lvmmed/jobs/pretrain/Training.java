package org.lvmmed.jobs.pretrain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.plan.PlanWriter;
import org.lvmmed.jobs.pretrain.plan.RoundPlan;
import org.lvmmed.jobs.pretrain.plan.RunPlan;
import org.lvmmed.jobs.pretrain.plan.TrainingIndex;
import org.lvmmed.jobs.pretrain.settings.RunSpec;
import org.lvmmed.jobs.pretrain.state.Checkpoints;
import org.lvmmed.jobs.pretrain.state.RunState;
import org.lvmmed.jobs.pretrain.watch.DivergenceCheck;
import org.lvmmed.jobs.pretrain.watch.GaugeListener;
import org.lvmmed.jobs.pretrain.watch.MatchingLog;
import org.lvmmed.jobs.pretrain.watch.MetricsLog;
import org.lvmmed.jobs.pretrain.watch.ProbeListener;
import org.lvmmed.jobs.pretrain.watch.ProbeSet;
import org.lvmmed.jobs.pretrain.watch.ProgressListener;
import org.lvmmed.jobs.pretrain.watch.RoundListener;
import org.lvmmed.jobs.pretrain.watch.RoundMetrics;
import org.lvmmed.jobs.pretrain.watch.TensorBoardLog;
import org.lvmmed.model.network.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The training loop: rounds until all are done, with everything else in listeners. */
final class Training {

  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  private final SparkSession spark;
  private final WorkFiles work;
  private final RunSpec spec;
  private final TrainingIndex index;
  private final RunPlan plan;
  private final Function<RunSpec, State> first;
  private final Checkpoints checkpoints;
  private final List<RoundListener> trackers;
  private long images;
  private Map<String, Double> last = Map.of();

  /**
   * @param first gives the state before the first round, where there is no checkpoint
   * @param trackers told of each round once it is recorded
   */
  Training(
      SparkSession spark,
      WorkFiles work,
      RunSpec spec,
      TrainingIndex index,
      RunPlan plan,
      Function<RunSpec, State> first,
      List<RoundListener> trackers) {
    this.spark = spark;
    this.work = work;
    this.spec = spec;
    this.index = index;
    this.plan = plan;
    this.first = first;
    this.trackers = List.copyOf(trackers);
    this.checkpoints = new Checkpoints(work, spec.pretrain().keepCheckpoints());
  }

  RunSpec spec() {
    return spec;
  }

  /** Images trained on since the run began. */
  long images() {
    return images;
  }

  /** The last round's measurements. */
  Map<String, Double> last() {
    return last;
  }

  RunState run() throws IOException {
    Start start = start();
    announce(start.round());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    try (RoundRunner runner = new RoundRunner(context, spec)) {
      return run(runner, start);
    } catch (Exception e) { // Spark's are undeclared
      failed(e);
      throw e;
    }
  }

  private RunState run(RoundRunner runner, Start start) throws IOException {
    RunState state = start.state();
    List<RoundListener> listeners = listeners(start.round());
    images = start.images();
    for (int round = start.round(); round < plan.rounds(); round++) {
      spark
          .sparkContext()
          .setJobDescription("Pretraining: round %d of %d".formatted(round + 1, plan.rounds()));
      writePlan(round);
      long from = System.nanoTime();
      List<RoundPlan> plans = plan.round(round);
      RoundRunner.Outcome outcome = runner.run(plans, state);
      state = endsEpoch(round) ? runner.betweenEpochs(outcome.state()) : outcome.state();
      images += plans.stream().mapToLong(RoundPlan::images).sum();
      RoundMetrics metrics = metrics(round, plans, outcome, (System.nanoTime() - from) / 1e9);
      last = metrics.values();
      for (RoundListener listener : listeners) {
        listener.roundDone(
            new RoundListener.Round(
                plan.rounds(), isKept(round + 1), state, metrics, plans, outcome.reports()));
      }
    }
    return state;
  }

  /** Whether another epoch begins after a round. */
  private boolean endsEpoch(int round) {
    return (round + 1) % plan.roundsPerEpoch() == 0 && round + 1 < plan.rounds();
  }

  /** Whatever a listener makes of it, the failure is what is told. */
  private void failed(Throwable failure) {
    for (RoundListener tracker : trackers) {
      try {
        tracker.failed();
      } catch (IOException | RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
  }

  /** Where training begins or goes on. */
  private record Start(int round, long images, RunState state) {}

  private Start start() throws IOException {
    return checkpoints
        .latest()
        .map(Training::after)
        .orElseGet(() -> new Start(0, 0, new RunState(first.apply(spec))));
  }

  private static Start after(Checkpoints.Checkpoint checkpoint) {
    long images =
        checkpoint
            .images()
            .orElseThrow(
                () ->
                    new InputException(
                        "Cannot go on after round %d: the manifest of its checkpoint does not say how many images had been trained on, as earlier releases' do not; let the jar that began the run end it, or delete the folder pretrain"
                            .formatted(checkpoint.round())));
    return new Start(checkpoint.round(), images, checkpoint.state());
  }

  private RoundMetrics metrics(
      int round, List<RoundPlan> plans, RoundRunner.Outcome outcome, double seconds) {
    return new RoundMetrics(
        round + 1,
        (round + 1.0) / plan.roundsPerEpoch(),
        images,
        plans.get(0).steps().get(0).learningRate(),
        RoundMetrics.mean(outcome.reports()),
        RoundMetrics.timing(seconds, outcome.reports()));
  }

  private void announce(int done) {
    LOG.info(
        "pretrain: {} images, {} in an epoch, {} rounds of {} workers{}",
        index.size(),
        plan.imagesPerEpoch(),
        plan.rounds(),
        spec.pretrain().workers(),
        done > 0 ? "; going on after round " + done : "");
    if (spec.pretrain().shufflesMoreThanFits(index.size())) {
      LOG.warn(
          "pretrain: {} images of pretrain.store-size may not fit pretrain.cache-size; those that"
              + " do not are read with their row groups, again and again: raise it, or set"
              + " pretrain.shuffle-window",
          index.size());
    }
  }

  /** In the order in which a round's consequences follow: judged, measured, recorded, kept. */
  private List<RoundListener> listeners(int done) throws IOException {
    List<RoundListener> listeners = new ArrayList<>();
    listeners.add(
        new DivergenceCheck(spec.pretrain().collapseStd(), spec.objective().againstCollapse()));
    if (spec.pretrain().probeEvery() > 0) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      ProbeSet set = ProbeSet.read(spark, work, spec.files(), spec.pretrain().probeImages());
      listeners.add(new ProbeListener(context, spec, set));
    }
    listeners.add(new ProgressListener(done));
    listeners.add(new GaugeListener());
    listeners.add(new MetricsLog(work, done));
    listeners.add(new TensorBoardLog(work, done));
    listeners.add(new MatchingLog(work, index, done));
    listeners.add(this::keep);
    listeners.addAll(trackers);
    return listeners;
  }

  /**
   * @param done rounds
   */
  private boolean isKept(int done) {
    return done == plan.rounds() || done % spec.pretrain().checkpointEvery() == 0;
  }

  private void keep(RoundListener.Round round) throws IOException {
    if (round.kept()) {
      checkpoints.write(round.number(), images, round.state());
    }
  }

  private void writePlan(int round) throws IOException {
    if (round % plan.roundsPerEpoch() == 0) {
      int epoch = round / plan.roundsPerEpoch();
      new PlanWriter(spark.sparkContext().hadoopConfiguration(), work, index).write(epoch, plan);
    }
  }
}
