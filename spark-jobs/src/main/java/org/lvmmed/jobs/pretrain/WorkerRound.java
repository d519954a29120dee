package org.lvmmed.jobs.pretrain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.TaskContext;
import org.lvmmed.jobs.pretrain.average.VectorAverage;
import org.lvmmed.jobs.pretrain.average.WorkerReport;
import org.lvmmed.jobs.pretrain.data.BatchQueue;
import org.lvmmed.jobs.pretrain.data.BatchSource;
import org.lvmmed.jobs.pretrain.plan.RoundPlan;
import org.lvmmed.jobs.pretrain.settings.RunSpec;
import org.lvmmed.jobs.pretrain.state.TrainerSlots;
import org.lvmmed.model.network.State;
import org.lvmmed.model.pretrain.LocalTrainer;
import org.lvmmed.model.pretrain.StepReport;
import org.lvmmed.model.pretrain.TrainingBatch;

/**
 * A worker's part of a round, on whichever executor: load the state, take the steps, return the
 * state.
 */
final class WorkerRound {

  private final RoundPlan plan;
  private final RunSpec run;

  private WorkerRound(RoundPlan plan, RunSpec run) {
    this.plan = plan;
    this.run = run;
  }

  /** Batches are in the making before there is a trainer: building one takes seconds. */
  static VectorAverage.Trained run(RoundPlan plan, RunSpec run, State start, float[] own)
      throws IOException {
    WorkerRound round = new WorkerRound(plan, run);
    try (BatchQueue<TrainingBatch> batches = round.batches()) {
      LocalTrainer trainer = TrainerSlots.borrow(run);
      boolean reusable = false;
      try {
        VectorAverage.Trained trained = round.train(trainer, start, own, batches);
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
  }

  private BatchQueue<TrainingBatch> batches() throws IOException {
    BatchSource source = new BatchSource(run, plan.epoch());
    List<Callable<TrainingBatch>> makers = new ArrayList<>();
    for (RoundPlan.Step step : plan.steps()) {
      makers.add(() -> source.batch(step.graphs()));
    }
    return new BatchQueue<>(makers);
  }

  private VectorAverage.Trained train(
      LocalTrainer trainer, State start, float[] own, BatchQueue<TrainingBatch> batches)
      throws IOException {
    trainer.load(start, own);
    List<StepReport> reports = new ArrayList<>();
    for (RoundPlan.Step step : plan.steps()) {
      stopIfKilled();
      reports.add(trainer.step(batches.take(), step.learningRate(), step.progress()));
    }
    State state = trainer.state();
    WorkerReport report = report(reports, state.iteration(), batches.waitedSeconds());
    return new VectorAverage.Trained(state.values(), trainer.own(), report);
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
    List<int[]> matchings = reports.get(reports.size() - 1).objective().matchings();
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
