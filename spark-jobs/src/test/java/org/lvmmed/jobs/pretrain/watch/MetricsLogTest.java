package org.lvmmed.jobs.pretrain.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.state.RunState;
import org.lvmmed.model.network.State;

class MetricsLogTest {

  @TempDir Path folder;
  private WorkFiles work;

  @BeforeEach
  void open() throws IOException {
    work = new WorkFiles(folder.toString(), new Configuration());
  }

  private static RoundListener.Round round(int number, boolean kept) {
    RoundMetrics metrics =
        new RoundMetrics(
            number, 1, 64, 0.5, Map.of("loss", 1.0), new RoundMetrics.Timing(1, 100, 0));
    return new RoundListener.Round(
        9, kept, new RunState(new State(new float[1], 1)), metrics, List.of(), List.of());
  }

  private int written() throws IOException {
    return MetricsLog.read(work).size();
  }

  @Test
  void everyRoundIsWrittenWhileTheFileIsShort() throws IOException {
    MetricsLog log = new MetricsLog(work, 0);
    for (int number = 1; number <= 100; number++) {
      log.roundDone(round(number, false));

      assertThat(written()).isEqualTo(number);
    }
  }

  @Test
  void aLongFileIsWrittenWhenItHasGrownByAHundredthAndBeforeACheckpoint() throws IOException {
    MetricsLog log = new MetricsLog(work, 0);
    Set<Integer> lengths = new TreeSet<>();
    for (int number = 1; number <= 1000; number++) {
      log.roundDone(round(number, false));
      if (number > 900) {
        lengths.add(written());
      }
    }
    assertThat(lengths).hasSizeBetween(10, 12).allMatch(length -> length > 890);

    log.roundDone(round(1001, true));
    assertThat(written()).isEqualTo(1001);
  }

  @Test
  void aRunThatGoesOnKeepsTheRoundsBeforeItsCheckpointAlone() throws IOException {
    MetricsLog first = new MetricsLog(work, 0);
    for (int number = 1; number <= 5; number++) {
      first.roundDone(round(number, false));
    }
    new MetricsLog(work, 3).roundDone(round(4, true));

    assertThat(MetricsLog.read(work)).extracting(RoundMetrics::round).containsExactly(1, 2, 3, 4);
  }
}
