package org.lvmmed.jobs.pretrain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.lvmmed.model.encoder.Encoder.MapShape;
import org.lvmmed.model.pretrain.LocalTrainer;
import org.lvmmed.model.pretrain.StepReport;
import org.lvmmed.model.pretrain.TrainerState;
import org.lvmmed.model.pretrain.TrainingBatch;

/**
 * A worker's part of a round, on whichever executor: load the state, take the steps, return the
 * state.
 */
final class WorkerRound {

  private final RoundPlan plan;
  private final RunSpec run;
  private final BatchSource batches;

  private WorkerRound(RoundPlan plan, RunSpec run) {
    this.plan = plan;
    this.run = run;
    this.batches = new BatchSource(run, plan.epoch());
  }

  /** The state after the round, and what it was like. */
  record Trained(RunState state, WorkerReport report) {}

  static Trained run(RoundPlan plan, RunSpec run, RunState start) throws IOException {
    LocalTrainer trainer = TrainerSlots.borrow(run);
    boolean reusable = false;
    try {
      Trained trained = new WorkerRound(plan, run).train(trainer, start);
      reusable = true;
      return trained;
    } finally {
      if (reusable) {
        TrainerSlots.giveBack(run, trainer);
      } else {
        trainer.close();
      }
    }
  }

  private Trained train(LocalTrainer trainer, RunState start) throws IOException {
    TrainerVector vector = TrainerVector.of(trainer.state());
    trainer.load(vector.unpack(start));
    MapShape map = trainer.mapShape();
    List<StepReport> reports = new ArrayList<>();
    double waiting = 0;
    for (RoundPlan.Step step : plan.steps()) {
      stopIfKilled();
      long from = System.nanoTime();
      TrainingBatch batch = batches.batch(step.graphs(), map);
      waiting += (System.nanoTime() - from) / 1e9;
      reports.add(trainer.step(batch, step.learningRate()));
    }
    TrainerState state = trainer.state();
    return new Trained(vector.pack(state), report(reports, state.iteration(), waiting));
  }

  private static void stopIfKilled() {
    TaskContext context = TaskContext.get();
    if (context != null) {
      context.killTaskIfInterrupted();
    }
  }

  private WorkerReport report(List<StepReport> reports, int iteration, double waiting) {
    Map<String, Double> means = new LinkedHashMap<>();
    for (int s = 0; s < reports.size(); s++) {
      double share = plan.steps().get(s).images() / (double) plan.images();
      reports.get(s).named().forEach((name, v) -> means.merge(name, v * share, Double::sum));
    }
    double training = reports.stream().mapToDouble(StepReport::seconds).sum();
    List<int[]> matchings = reports.get(reports.size() - 1).matchings();
    return new WorkerReport(
        plan.worker(),
        plan.images(),
        iteration,
        means,
        matchings.isEmpty() ? new int[0] : matchings.get(0),
        waiting,
        training);
  }
}
