package org.lvmmed.jobs.pretrain;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.encoders.EncoderFiles;
import org.lvmmed.jobs.encoders.GivenWeights;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.plan.RunPlan;
import org.lvmmed.jobs.pretrain.plan.TrainingIndex;
import org.lvmmed.jobs.pretrain.plan.TrainingIndexReader;
import org.lvmmed.jobs.pretrain.settings.MlflowSettings;
import org.lvmmed.jobs.pretrain.settings.RunSpec;
import org.lvmmed.jobs.pretrain.state.RunState;
import org.lvmmed.jobs.pretrain.watch.DivergedException;
import org.lvmmed.jobs.pretrain.watch.MlflowListener;
import org.lvmmed.jobs.pretrain.watch.RoundListener;
import org.lvmmed.model.network.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pretrains an encoder on the corpus, data-parallel with parameter averaging: corpus and neighbours
 * in, checkpoints, metrics and the exported encoder out. Run again, it goes on from its last
 * checkpoint.
 */
public final class PretrainJob {

  private static final Logger LOG = LoggerFactory.getLogger(PretrainJob.class);
  static final String FOLDER = "pretrain";
  private static final Duration MLFLOW_WAIT = Duration.ofSeconds(30);

  private final SparkSession spark;
  private final Optional<Origin> origin;
  private final PretrainRequest request;
  private final WorkFiles work;

  /**
   * @throws InputException where the run is to begin with weights that cannot be used
   */
  public PretrainJob(SparkSession spark, PretrainRequest request) throws IOException {
    this.spark = spark;
    this.origin = origin(request, spark.sparkContext().hadoopConfiguration());
    this.request = origin.map(request::begunWith).orElse(request);
    this.work = new WorkFiles(request.work(), spark.sparkContext().hadoopConfiguration());
  }

  /** Looked at before any work is done, and told. */
  private static Optional<Origin> origin(PretrainRequest request, Configuration configuration) {
    Optional<GivenWeights> given = given(request, configuration);
    given.ifPresent(w -> LOG.info("pretrain: begins with given weights, {}", w.described()));
    return given.map(weights -> Origin.of(weights, request.initial()));
  }

  private static Optional<GivenWeights> given(
      PretrainRequest request, Configuration configuration) {
    return Optional.ofNullable(request.initial().uri())
        .map(uri -> EncoderFiles.given(uri, request.encoder(), configuration));
  }

  /** What a run came to. */
  public record Result(int rounds, long images, boolean alreadyDone) {}

  /**
   * @throws DivergedException if training cannot go on
   */
  public Result run() throws IOException {
    Instant started = Instant.now();
    RunIdentity identity = identity();
    if (alreadyDone(identity)) {
      return new Result(0, 0, true);
    }
    TrainingIndex index = new TrainingIndexReader(spark, work).read();
    RunPlan plan = request.plan(index);
    Training training =
        new Training(
            spark, work, spec(identity, index), index, plan, this::first, trackers(identity));
    describe("Pretraining: " + plan.rounds() + " rounds");
    RunState end = run(training);
    describe("Exporting the encoder");
    new EncoderFolder(spark, work).write(request, end, training.last(), List.of(), false);
    Provenance.of("pretrain", identity.hash(), inputs(), request.seed(), started)
        .write(work, FOLDER);
    return new Result(plan.rounds(), training.images(), false);
  }

  /** Given weights are read again, so that none are held all the run long. */
  private State first(RunSpec spec) {
    return spec.initial(
        given(request, spark.sparkContext().hadoopConfiguration()).map(GivenWeights::parameters));
  }

  /** In a pipeline other steps follow in the same processes, and need the room. */
  private RunState run(Training training) throws IOException {
    try {
      return training.run();
    } finally {
      ExecutorCaches.clear(JavaSparkContext.fromSparkContext(spark.sparkContext()));
    }
  }

  private List<RoundListener> trackers(RunIdentity identity) {
    MlflowSettings mlflow = request.mlflow();
    return mlflow == null
        ? List.of()
        : List.of(new MlflowListener(work, mlflow, identity.keys(), MLFLOW_WAIT));
  }

  private RunIdentity identity() throws IOException {
    Map<String, String> keys = new TreeMap<>(request.keys());
    inputs().forEach((name, hash) -> keys.put("input." + name, hash));
    return new RunIdentity(keys);
  }

  private Map<String, String> inputs() throws IOException {
    Map<String, String> inputs = new TreeMap<>();
    for (String folder : List.of("corpus", "similarity")) {
      Optional<Provenance> provenance = Provenance.read(work, folder);
      provenance.ifPresent(p -> inputs.put(folder, p.configuration()));
    }
    origin.ifPresent(weights -> inputs.put("initial", weights.sha256()));
    return inputs;
  }

  /**
   * Whether the finished run in the work folder is this one; a run of another identity is an error.
   */
  private boolean alreadyDone(RunIdentity identity) throws IOException {
    Optional<RunIdentity> before = RunIdentity.read(work);
    if (before.isEmpty()) {
      identity.write(work);
    } else if (request.changeEngine() && identity.sameButForTheEngine(before.get())) {
      LOG.info("pretrain: goes on with {}", request.compute());
      identity.write(work);
    } else {
      identity.requireSame(before.get());
    }
    boolean done = Provenance.read(work, FOLDER).isPresent();
    if (done) {
      LOG.info("pretrain: already done with the same settings and inputs; nothing to do");
    }
    return done;
  }

  private RunSpec spec(RunIdentity identity, TrainingIndex index) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    return request.spec(identity.hash() + "@" + work.uri(""), index, hadoop);
  }

  private void describe(String what) {
    JavaSparkContext.fromSparkContext(spark.sparkContext()).setJobDescription(what);
  }
}
