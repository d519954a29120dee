package org.lvmmed.tests.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Submits the application jar in a process of its own, as an operator does. */
final class SparkSubmit {

  private static final Path ROOT = Path.of(System.getProperty("lvmmed.root"));
  private static final Path SPARK = ROOT.resolve("deploy/spark/target/spark");
  private static final long LIMIT_MINUTES = 10;

  /** Such a process lives a minute: compiling its code well costs more than it brings. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final Path folder;
  private final String environment;
  private final Map<String, String> properties;
  private final Map<String, String> variables = new TreeMap<>();

  /**
   * @param folder for what is printed
   * @param environment name of a file in conf/env
   * @param properties of Spark, beside those of the file
   */
  SparkSubmit(Path folder, String environment, Map<String, String> properties) {
    this.folder = folder;
    this.environment = environment;
    this.properties = Map.copyOf(properties);
    variables.put("SPARK_HOME", SPARK.toString());
    variables.put("SPARK_SCALA_VERSION", "2.12");
    variables.put("SPARK_LOCAL_IP", "127.0.0.1");
    variables.put("OMP_NUM_THREADS", "1");
    variables.put("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
    variables.put("JAVA_HOME", System.getProperty("java.home"));
  }

  /** Where Spark's jars lie on this machine. */
  static Path jars() {
    return SPARK.resolve("jars");
  }

  /** The application. */
  static Path jar() {
    return ROOT.resolve("spark-jobs/target/lvm-med.jar");
  }

  SparkSubmit with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** What a submission came to. */
  record Outcome(int exit, String printed) {}

  /** A submission that runs. */
  record Running(Process process, Path log) {

    Outcome await() throws IOException, InterruptedException {
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      return new Outcome(process.waitFor(), Files.readString(log));
    }
  }

  Outcome run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).await();
  }

  Running start(String... arguments) throws IOException {
    Path log = Files.createTempFile(folder, "submit", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command(arguments))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(variables);
    return new Running(builder.start(), log);
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(SPARK.resolve("bin/spark-submit").toString());
    command.add("--properties-file");
    command.add(ROOT.resolve("conf/env/" + environment + ".conf").toString());
    for (String of : List.of("driver", "executor")) {
      command.add("--conf");
      command.add("spark." + of + ".extraJavaOptions=" + QUICK_START);
    }
    properties.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    command.addAll(List.of("--class", "org.lvmmed.jobs.cli.LvmMed"));
    command.add(jar().toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
