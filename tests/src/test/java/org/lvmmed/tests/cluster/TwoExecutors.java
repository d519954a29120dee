package org.lvmmed.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A job on two executors that are processes of their own, and how they are killed. */
final class TwoExecutors {

  /** Spark says it in one of two ways, by how the loss came to its ears. */
  static final Pattern LOST_TASK =
      Pattern.compile("(?i)task \\S+ in stage \\S+ .*(ExecutorLostFailure|its executor exited)");

  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Pattern STARTED =
      Pattern.compile("Starting task \\S+ in stage \\S+ \\(TID \\d+\\) \\([^,]+, executor (\\d+),");

  private TwoExecutors() {}

  /** Where the tests' own classes lie, some of which Spark's processes use. */
  static String classes() {
    return Path.of(RandomDelays.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }

  /**
   * Submits to them.
   *
   * @param more properties of Spark, beside and above those that make two executors
   */
  static SparkSubmit with(Path folder, Map<String, String> more) throws IOException {
    String classes = classes();
    Map<String, String> properties = new TreeMap<>();
    properties.put("spark.master", "local-cluster[2,1,1024]");
    properties.put("spark.executor.memory", "1g");
    properties.put("spark.driver.memory", "1536m");
    properties.put("spark.driver.extraClassPath", classes);
    properties.put("spark.executor.extraClassPath", classes + ":" + SparkSubmit.jar());
    properties.put("spark.executorEnv.OMP_NUM_THREADS", "1");
    properties.put("spark.executorEnv.GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
    properties.put(
        "spark.executor.defaultJavaOptions", "-Dorg.eclipse.deeplearning4j.helpers.disable=false");
    properties.putAll(more);
    return new SparkSubmit(folder, "local", properties);
  }

  /** Waits for the next task that starts, and kills the executor that runs it. */
  static void killOneAtWork(SparkSubmit.Running run) throws Exception {
    int before = started(run).size();
    await(run, () -> started(run).size() > before);
    String executor = started(run).get(before).group(1);
    ProcessHandle victim =
        run.process()
            .descendants()
            .filter(process -> executor(process).equals(Optional.of(executor)))
            .findFirst()
            .orElseThrow();
    assertThat(victim.destroyForcibly()).isTrue();
  }

  /** Kills one of the executors that there are now; whether there was one. */
  static boolean killAny(SparkSubmit.Running run, Random random) {
    List<ProcessHandle> executors =
        run.process().descendants().filter(process -> executor(process).isPresent()).toList();
    return !executors.isEmpty()
        && executors.get(random.nextInt(executors.size())).destroyForcibly();
  }

  private static List<MatchResult> started(SparkSubmit.Running run) throws IOException {
    return STARTED.matcher(Files.readString(run.log())).results().toList();
  }

  /** The number of the executor that a process is. */
  private static Optional<String> executor(ProcessHandle process) {
    List<String> arguments = Arrays.asList(process.info().arguments().orElse(new String[0]));
    int option = arguments.indexOf("--executor-id");
    return option < 0 ? Optional.empty() : Optional.of(arguments.get(option + 1));
  }

  /** Kills the driver, and its executors with it. */
  static void killDriver(SparkSubmit.Running run) throws InterruptedException {
    try (Stream<ProcessHandle> executors = run.process().descendants()) {
      executors.forEach(ProcessHandle::destroyForcibly);
    }
    run.process().destroyForcibly().waitFor();
  }

  /** Waits until the running job has come so far. */
  static void await(SparkSubmit.Running run, Callable<Boolean> reached) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!reached.call()) {
      assertThat(run.process().isAlive()).as(Files.readString(run.log())).isTrue();
      assertThat(Instant.now()).as("still waiting").isBefore(end);
      Thread.sleep(50);
    }
  }
}
