package org.lvmmed.jobs.pretrain.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lvmmed.jobs.io.WorkFiles;

/** {@code metrics.jsonl}: an object a round. Rewritten whole, since object stores cannot append. */
public final class MetricsLog {

  public static final String FILE = "pretrain/metrics.jsonl";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WorkFiles work;
  private final List<String> lines = new ArrayList<>();

  /** Continues after the given round; later lines, of rounds that are done again, are dropped. */
  public MetricsLog(WorkFiles work, int round) throws IOException {
    this.work = work;
    if (round > 0 && work.exists(FILE)) {
      work.readText(FILE).lines().limit(round).forEach(lines::add);
    }
  }

  public void add(RoundMetrics round) throws IOException {
    lines.add(JSON.writeValueAsString(round.line()));
    work.writeText(FILE, String.join("\n", lines) + "\n");
  }
}
