package org.lvmmed.jobs.pretrain.watch;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lvmmed.jobs.io.TypedJson;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.plan.RoundPlan;
import org.lvmmed.jobs.pretrain.plan.TrainingIndex;

/**
 * {@code matchings.json}: graphs as the solver matched them, for people to look at. The first
 * round's stays, so that later ones have something to stand beside.
 */
public final class MatchingLog implements RoundListener {

  private static final String FILE = "pretrain/matchings.json";
  private static final int KEPT = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WorkFiles work;
  private final TrainingIndex index;
  private final List<KeptMatching> entries = new ArrayList<>();

  /** Continues after the given round. */
  public MatchingLog(WorkFiles work, TrainingIndex index, int round) throws IOException {
    this.work = work;
    this.index = index;
    if (round > 0) {
      read(work).stream().filter(entry -> entry.round() <= round).forEach(entries::add);
    }
  }

  /** What was kept, the first round's first; nothing where nothing is matched. */
  public static List<KeptMatching> read(WorkFiles work) throws IOException {
    return TypedJson.read(work, FILE, new TypeReference<List<KeptMatching>>() {}).orElse(List.of());
  }

  @Override
  public void roundDone(Round round) throws IOException {
    int[] matching = round.reports().get(0).matching();
    if (matching.length == 0) {
      return;
    }
    List<RoundPlan.Step> steps = round.plans().get(0).steps();
    RoundPlan.GraphPlan graph = steps.get(steps.size() - 1).graphs().get(0);
    entries.add(
        new KeptMatching(
            round.number(),
            graph.nodes().stream().map(node -> index.idOf(node.key())).toList(),
            IntStream.of(matching).boxed().toList()));
    if (entries.size() > KEPT) {
      entries.remove(1);
    }
    work.writeText(FILE, JSON.writeValueAsString(entries));
  }
}
