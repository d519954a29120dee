package org.lvmmed.jobs.pretrain.plan;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.jobs.pretrain.settings.PretrainSettings;

/**
 * Lays an epoch's graphs out as steps, rounds and workers. Steps hold equal numbers of graphs give
 * or take one, so that no batch is a leftover too small for batch normalisation.
 */
final class EpochLayout {

  private EpochLayout() {}

  /**
   * One worker's share of a round.
   *
   * @param steps for each step its graphs
   */
  record WorkerShare(int worker, List<List<PlannedGraph>> steps) {}

  /**
   * @return for each round its workers' shares; a worker without a step in the last round is left
   *     out
   */
  static List<List<WorkerShare>> rounds(
      List<PlannedGraph> graphs, int graphSize, PretrainSettings s) {
    int graphsPerStep = Math.max(1, s.batchPerWorker() / graphSize);
    int steps = Math.max(1, Math.round((float) graphs.size() / graphsPerStep));
    List<List<PlannedGraph>> batches = new ArrayList<>();
    for (int b = 0; b < steps; b++) {
      int from = (int) ((long) b * graphs.size() / steps);
      int to = (int) ((long) (b + 1) * graphs.size() / steps);
      batches.add(graphs.subList(from, to));
    }
    List<List<WorkerShare>> rounds = new ArrayList<>();
    int count = Math.max(1, Math.round((float) steps / (s.workers() * s.averagingPeriod())));
    for (int r = 0; r < count; r++) {
      int from = (int) ((long) r * steps / count);
      int to = (int) ((long) (r + 1) * steps / count);
      rounds.add(shares(batches.subList(from, to), s.workers()));
    }
    return rounds;
  }

  private static List<WorkerShare> shares(List<List<PlannedGraph>> batches, int workers) {
    List<WorkerShare> shares = new ArrayList<>();
    for (int w = 0; w < workers; w++) {
      List<List<PlannedGraph>> own = new ArrayList<>();
      for (int b = w; b < batches.size(); b += workers) {
        own.add(batches.get(b));
      }
      if (!own.isEmpty()) {
        shares.add(new WorkerShare(w, own));
      }
    }
    return shares;
  }
}
