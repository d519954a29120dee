package org.lvmmed.jobs.pretrain.watch;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lvmmed.jobs.io.TypedJson;
import org.lvmmed.jobs.io.WorkFiles;

/** {@code metrics.jsonl}: an object a round. Rewritten whole, since object stores cannot append. */
public final class MetricsLog implements RoundListener {

  public static final String FILE = "pretrain/metrics.jsonl";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WorkFiles work;
  private final List<String> lines = new ArrayList<>();
  private final RewritePace pace;

  /** Continues after the given round; later lines, of rounds that are done again, are dropped. */
  public MetricsLog(WorkFiles work, int round) throws IOException {
    this.work = work;
    if (round > 0 && work.exists(FILE)) {
      work.readText(FILE).lines().limit(round).forEach(lines::add);
    }
    this.pace = new RewritePace(lines.size());
  }

  /**
   * The rounds that were logged; none where there is no log.
   *
   * @throws org.lvmmed.jobs.io.InputException naming the line that is no round
   */
  public static List<RoundMetrics> read(WorkFiles work) throws IOException {
    List<RoundMetrics> rounds = new ArrayList<>();
    if (work.exists(FILE)) {
      for (String line : work.readText(FILE).lines().toList()) {
        rounds.add(read(line, rounds.size() + 1));
      }
    }
    return rounds;
  }

  private static RoundMetrics read(String line, int number) {
    return RoundMetrics.of(
        TypedJson.parse(
            FILE,
            number,
            line,
            new TypeReference<Map<String, Object>>() {},
            "delete the folder pretrain and pretrain again"));
  }

  @Override
  public void roundDone(Round round) throws IOException {
    lines.add(JSON.writeValueAsString(round.metrics().line()));
    if (pace.due(round.kept())) {
      work.writeText(FILE, String.join("\n", lines) + "\n");
    }
  }
}
