package org.lvmmed.model.pretrain;

import org.jspecify.annotations.Nullable;
import org.lvmmed.model.encoder.Encoder;
import org.lvmmed.model.encoder.Encoder.MapShape;
import org.lvmmed.model.objective.FloatMaps;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveResult;

/**
 * An encoder with an objective's head, trained a batch at a time. Owns the encoder. Not safe for
 * use by several threads at once.
 */
public final class LocalTrainer implements AutoCloseable {

  private static final double NANOS = 1e-9;

  private final Encoder encoder;
  private final Objective objective;
  private HeadOptimiser head;

  /**
   * @param seed of the head's first parameters
   */
  public LocalTrainer(Encoder encoder, Objective objective, long seed) {
    this.encoder = encoder;
    this.objective = objective;
    this.head = HeadOptimiser.fresh(objective.initialParameters(seed));
  }

  public Encoder encoder() {
    return encoder;
  }

  /** The shape of the encoder's feature map of a view. */
  public MapShape mapShape() {
    int size = encoder.settings().inputSize();
    return encoder.mapShape(size, size);
  }

  /**
   * One optimiser step of encoder and head.
   *
   * @throws org.lvmmed.model.objective.DivergenceException where the encoder's output is not finite
   */
  public StepReport step(TrainingBatch batch, double learningRate) {
    long start = System.nanoTime();
    Evaluation evaluation = new Evaluation(batch);
    int iteration = encoder.iteration() + 1;
    encoder.step(batch.pixels(), batch.images(), learningRate, evaluation);
    ObjectiveResult result = evaluation.result();
    head.step(result.parameterGradient(), learningRate, iteration);
    return new StepReport(
        result.loss(),
        result.metrics(),
        result.matchings(),
        (System.nanoTime() - start) * NANOS,
        evaluation.nanos * NANOS,
        result.phases());
  }

  public TrainerState state() {
    return new TrainerState(
        encoder.parameters(),
        encoder.updaterState(),
        head.parameters(),
        head.moments(),
        encoder.iteration(),
        objective.lambdaFactor());
  }

  /** Goes on from a state, which must be of the same encoder and objective. */
  public void load(TrainerState state) {
    if (state.head().length != objective.parameters()) {
      throw new IllegalArgumentException(
          ("Invalid state: its head has %d parameters, the objective's has %d (resume with the"
                  + " configuration that the state was saved with)")
              .formatted(state.head().length, objective.parameters()));
    }
    encoder.setParameters(state.encoder());
    encoder.setUpdaterState(state.updater());
    encoder.setIteration(state.iteration());
    head = new HeadOptimiser(state.head(), state.headMoments());
    objective.setLambdaFactor(state.lambdaFactor());
  }

  @Override
  public void close() {
    encoder.close();
  }

  /** The objective as the encoder sees it, which keeps what else it said. */
  private final class Evaluation implements Encoder.FeatureObjective {

    private final TrainingBatch batch;
    private @Nullable ObjectiveResult result;
    private long nanos;

    Evaluation(TrainingBatch batch) {
      this.batch = batch;
    }

    @Override
    public double evaluate(float[] y, float[] gradient) {
      long start = System.nanoTime();
      MapShape shape = mapShape();
      FloatMaps maps =
          new FloatMaps(y, gradient, batch.images(), shape.channels(), shape.positions());
      ObjectiveResult evaluated = objective.evaluate(maps, batch.pairs(), head.asDoubles());
      result = evaluated;
      nanos = System.nanoTime() - start;
      return evaluated.loss();
    }

    ObjectiveResult result() {
      if (result == null) {
        throw new IllegalStateException("The encoder made a step without asking the objective");
      }
      return result;
    }
  }
}
