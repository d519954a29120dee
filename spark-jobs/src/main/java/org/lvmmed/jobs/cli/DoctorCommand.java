package org.lvmmed.jobs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.doctor.Doctor;
import org.lvmmed.jobs.doctor.Finding;
import org.lvmmed.jobs.doctor.MemoryTable;
import org.lvmmed.model.network.Compute;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether driver and executors are fit for pretraining by a recipe. */
@Command(mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Option(
      names = "--work",
      paramLabel = "URI",
      required = true,
      description = "Where a run would write; a file is written there, and deleted.")
  String work = "";

  @Mixin RecipeOptions recipe = new RecipeOptions(JobCommand.DEFAULT_RECIPE);

  @Override
  public Integer call() throws Exception {
    RunConfig config = recipe.config();
    MemoryTable table =
        MemoryTable.of(
            config.encoder(),
            config.views().small(),
            config.objective(),
            config.pretrain(),
            config.compute());
    System.out.printf(
        "recipe %s: driver heap %d MB; executor with one task: heap %d MB, native arrays %d MB%s%n",
        recipe.recipe,
        table.driverHeap() >> 20,
        table.executorHeap(1) >> 20,
        table.executorNative(1) >> 20,
        table.card() == 0 ? "" : "; on a card %d MB".formatted(table.card() >> 20));
    return recipe.dryRun ? ExitCode.DONE.number() : examine(table, config.compute());
  }

  private int examine(MemoryTable table, Compute compute) throws Exception {
    SparkSession spark = SparkSession.builder().appName("lvm-med doctor").getOrCreate();
    try {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      List<Finding> findings = new Doctor(context, work, table, compute).examine();
      findings.forEach(finding -> System.out.println(finding.line()));
      boolean failed = findings.stream().anyMatch(f -> f.level() == Finding.Level.FAIL);
      System.out.println(failed ? "not fit for pretraining" : "fit for pretraining");
      return (failed ? ExitCode.CLUSTER : ExitCode.DONE).number();
    } finally {
      spark.stop();
    }
  }
}
