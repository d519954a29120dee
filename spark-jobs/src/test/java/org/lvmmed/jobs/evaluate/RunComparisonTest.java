package org.lvmmed.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.io.InputException;

class RunComparisonTest {

  private static ResultRow row(String dataset, String encoder, String metric, double mean) {
    return new ResultRow(
        dataset, Protocol.LINEAR, encoder, metric, mean, 0, 1, new double[0], new double[2], 9, 1);
  }

  private static List<ResultRow> run(double skin, double chest) {
    return List.of(
        row("skin", "pretrained", "accuracy", skin),
        row("skin", "pretrained", "kappa", 0.9),
        row("chest", "pretrained", "accuracy", chest),
        row("skin", "random", "accuracy", 0.25),
        row("chest", "random", "accuracy", 0.5));
  }

  @Test
  void runsOfOneNameAreOneRowWithTheirMeanAndSpread() {
    RunComparison comparison = new RunComparison();
    comparison.add("ours", run(0.5, 0.7));
    comparison.add("ours", run(0.6, 0.9));
    comparison.add("other", run(0.4, 0.6));

    assertThat(comparison.tables())
        .containsExactly(
            """
            | Linear probe | runs | chest | skin | mean |
            |---|---|---|---|---|
            | random | 3 | 50.0 ± 0.0 | 25.0 ± 0.0 | 37.5 ± 0.0 |
            | ours | 2 | 80.0 ± 14.1 | 55.0 ± 7.1 | 67.5 ± 10.6 |
            | other | 1 | 60.0 | 40.0 | 50.0 |\
            """);
  }

  @Test
  void runsThatWereEvaluatedOnOtherDatasetsAreNotCompared() {
    RunComparison comparison = new RunComparison();
    comparison.add("ours", run(0.5, 0.7));
    comparison.add("other", List.of(row("skin", "pretrained", "accuracy", 0.4)));

    assertThatThrownBy(comparison::tables)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a run of other was evaluated on [skin], others on [chest, skin]");
  }
}
