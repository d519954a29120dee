package org.lvmmed.jobs.pretrain.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lvmmed.jobs.pretrain.settings.PretrainSettings;

/**
 * Lays an epoch's graphs out as steps, rounds and workers. Steps hold equal numbers of graphs give
 * or take one, so that no batch is a leftover too small for batch normalisation; the steps of a
 * round go to the workers in turn.
 */
final class EpochLayout {

  private final int graphs;
  private final int steps;
  private final int rounds;
  private final int workers;

  /**
   * @param graphs of the epoch
   */
  EpochLayout(int graphs, int graphSize, PretrainSettings s) {
    int graphsPerStep = Math.max(1, s.batchPerWorker() / graphSize);
    this.graphs = graphs;
    this.workers = s.workers();
    this.steps = Math.max(1, Math.round((float) graphs / graphsPerStep));
    this.rounds = Math.max(1, Math.round((float) steps / (s.workers() * s.averagingPeriod())));
  }

  /**
   * One worker's share of a round.
   *
   * @param steps for each step its graphs
   */
  record WorkerShare(int worker, List<List<PlannedGraph>> steps) {}

  private int firstStep(int round) {
    return (int) ((long) round * steps / rounds);
  }

  private int firstGraph(int step) {
    return (int) ((long) step * graphs / steps);
  }

  /** For each graph the worker that gets it. */
  int[] workers() {
    int[] of = new int[graphs];
    for (int round = 0; round < rounds; round++) {
      for (int step = firstStep(round); step < firstStep(round + 1); step++) {
        int worker = (step - firstStep(round)) % workers;
        Arrays.fill(of, firstGraph(step), firstGraph(step + 1), worker);
      }
    }
    return of;
  }

  /**
   * @param planned the epoch's graphs
   * @return for each round its workers' shares; a worker without a step in the last round is left
   *     out
   */
  List<List<WorkerShare>> rounds(List<PlannedGraph> planned) {
    List<List<WorkerShare>> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      all.add(shares(planned, firstStep(round), firstStep(round + 1)));
    }
    return all;
  }

  private List<WorkerShare> shares(List<PlannedGraph> planned, int from, int to) {
    List<WorkerShare> shares = new ArrayList<>();
    for (int worker = 0; worker < Math.min(workers, to - from); worker++) {
      List<List<PlannedGraph>> own = new ArrayList<>();
      for (int step = from + worker; step < to; step += workers) {
        own.add(planned.subList(firstGraph(step), firstGraph(step + 1)));
      }
      shares.add(new WorkerShare(worker, own));
    }
    return shares;
  }
}
