package org.lvmmed.jobs.pretrain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.LocalSpark;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.settings.PretrainSettings;

/** A hundred images in two files, two workers, graphs of 8. */
class PlanWriterTest {

  @TempDir Path folder;

  @Test
  void theTableHoldsTheNodesOfTheGraphsThatWorkersGetInTheirOrder() throws Exception {
    TrainingIndex index = index(100);
    RunPlan plan = new RunPlan(index, settings(), PlanNeeds.graphs(8), 1);
    WorkFiles work = new WorkFiles(folder.toUri().toString(), new Configuration());

    new PlanWriter(new Configuration(), work, index).write(1, plan);

    List<String> expected = new ArrayList<>();
    for (int round = 0; round < plan.roundsPerEpoch(); round++) {
      for (RoundPlan share : plan.round(plan.roundsPerEpoch() + round)) {
        for (int s = 0; s < share.steps().size(); s++) {
          for (RoundPlan.GraphPlan graph : share.steps().get(s).graphs()) {
            for (ImageAddress node : graph.nodes()) {
              expected.add(
                  "%d %d %d %s %d"
                      .formatted(round, share.worker(), s, index.idOf(node.key()), node.row()));
            }
          }
        }
      }
    }
    assertThat(written()).hasSize(100).containsExactlyElementsOf(expected);
  }

  private List<String> written() {
    List<Row> rows =
        LocalSpark.session()
            .read()
            .parquet(folder.resolve("pretrain/plan/epoch-0001").toUri().toString())
            .where("epoch = 1 and copy = 0 and file = concat('part-', row % 2)")
            .orderBy("round", "worker", "step", "graph", "node")
            .select("round", "worker", "step", "image_id", "row")
            .collectAsList();
    return rows.stream().map(row -> row.mkString(" ")).toList();
  }

  private static TrainingIndex index(int n) {
    return new TrainingIndex(
        ImageIds.of(IntStream.range(0, n).mapToObj(i -> "%016x%016x".formatted(i, i)).toList()),
        List.of("file:/corpus/part-0", "file:/corpus/part-1"),
        IntStream.range(0, n).map(i -> i % 2).toArray(),
        IntStream.range(0, n).toArray(),
        IntStream.range(0, n).map(i -> i % 2).toArray(),
        IntStream.range(0, n).toArray(),
        new int[n],
        new PriorNeighbours(n, 0));
  }

  private static PretrainSettings settings() {
    return new PretrainSettings(
        2,
        8,
        3,
        PretrainSettings.Outer.plain(),
        2,
        1e-3,
        PretrainSettings.Schedule.COSINE,
        0,
        0,
        0,
        0,
        0,
        64,
        1 << 20,
        0,
        1,
        1,
        0,
        1,
        0);
  }
}
