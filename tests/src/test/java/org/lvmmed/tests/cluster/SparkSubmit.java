package org.lvmmed.tests.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Submits the application jar to a cluster as an operator does. */
record SparkSubmit(Path root, HadoopCluster cluster, Path folder) {

  private static final long LIMIT_MINUTES = 8;

  /** What a submission came to. */
  record Outcome(int exit, String printed) {}

  Outcome run(Map<String, String> properties, String... arguments) throws Exception {
    Path log = Files.createTempFile(folder, "submit", ".log");
    Process process = start(log, properties, arguments);
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Outcome(process.waitFor(), Files.readString(log));
  }

  private Process start(Path log, Map<String, String> properties, String... arguments)
      throws IOException {
    Path spark = root.resolve("deploy/spark/target/spark");
    List<String> command = new ArrayList<>();
    command.add(spark.resolve("bin/spark-submit").toString());
    command.addAll(List.of("--master", "yarn", "--deploy-mode", "cluster"));
    command.addAll(List.of("--properties-file", root.resolve("conf/env/yarn.conf").toString()));
    properties.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    command.addAll(List.of("--conf", "spark.yarn.jars=local:" + spark.resolve("jars") + "/*"));
    command.addAll(List.of("--class", "org.lvmmed.jobs.cli.LvmMed"));
    command.add(root.resolve("spark-jobs/target/lvm-med.jar").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("SPARK_HOME", spark.toString());
    environment.put("SPARK_SCALA_VERSION", "2.12");
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("HADOOP_CONF_DIR", cluster.configurationFolder().toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return builder.directory(new File(folder.toString())).start();
  }
}
