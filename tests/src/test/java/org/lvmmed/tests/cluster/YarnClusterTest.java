package org.lvmmed.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.phantom.PhantomCorpus;
import org.lvmmed.ingest.phantom.PhantomSettings;
import org.lvmmed.tests.Commands;

/**
 * All jobs by spark-submit in cluster mode on YARN, with corpus and work folder in HDFS. What
 * processes send and keep is encrypted, as conf/env/yarn.conf has it, and the driver's page too.
 */
class YarnClusterTest {

  private static final String CORPUS = "/data/corpus";
  private static final String WORK = "/user/lvm-med/work";

  @TempDir static Path folder;
  private static HadoopCluster cluster;
  private static Path secret;
  private static Path certificate;

  @BeforeAll
  static void startTheCluster() throws Exception {
    certificate = Certificate.write(folder);
    cluster = HadoopCluster.start(folder);
    secret = Commands.writeSecret(folder);
    FileSystem hdfs = cluster.files();
    new PhantomCorpus(new PhantomSettings(1, 12, 48, 2, 2))
        .write(path -> create(hdfs, CORPUS + "/" + path));
  }

  private static OutputStream create(FileSystem hdfs, String path) throws IOException {
    return hdfs.create(new org.apache.hadoop.fs.Path(path));
  }

  @AfterAll
  static void stopTheCluster() {
    cluster.close();
  }

  @Test
  void thePipelineRunsInClusterModeAndAFailureIsOneToo() throws Exception {
    SparkSubmit submit =
        new SparkSubmit(folder, "yarn", small())
            .with("HADOOP_CONF_DIR", cluster.configurationFolder().toString());

    SparkSubmit.Outcome done = submit.run(pipeline("phantom"));

    assertThat(done.exit()).as(done.printed()).isZero();
    assertThat(done.printed()).contains("final status: SUCCEEDED");
    for (String file :
        List.of(
            "corpus/provenance.json",
            "similarity/provenance.json",
            "pretrain/metrics.jsonl",
            "pretrain/encoder/encoder.safetensors",
            "report/index.html")) {
      assertThat(cluster.files().exists(new org.apache.hadoop.fs.Path(WORK, file)))
          .as(file)
          .isTrue();
    }
    assertThat(results()).isNotEmpty();

    SparkSubmit.Outcome refused = submit.run(pipeline("no-such-recipe"));

    assertThat(refused.exit()).as(refused.printed()).isNotZero();
    assertThat(refused.printed()).contains("final status: FAILED");
  }

  /** The node has two; with one for each executor, a third executor would wait for ever. */
  @Test
  void eachExecutorHasItsGpuAndBothEnginesAndTheDoctorFindsAllWell() throws Exception {
    Map<String, String> properties = new TreeMap<>(small());
    properties.put("spark.submit.deployMode", "client");
    properties.put("spark.executor.memory", "2g");
    properties.put("spark.executor.resource.gpu.amount", "1");
    properties.put("spark.task.resource.gpu.amount", "1");
    properties.put(
        "spark.executor.resource.gpu.discoveryScript",
        Path.of(System.getProperty("lvmmed.root"), "deploy/gpu/discover").toString());
    properties.put("spark.executorEnv.LVMMED_GPU_ADDRESSES", "7");

    SparkSubmit.Outcome outcome =
        new SparkSubmit(folder, "yarn", properties)
            .with("HADOOP_CONF_DIR", cluster.configurationFolder().toString())
            .run(
                "doctor",
                "--work",
                "/user/lvm-med/doctor",
                "--recipe",
                "phantom",
                "--set",
                "pretrain.batch-per-worker=16",
                "--set",
                "pretrain.cache-size=64MiB");

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    assertThat(outcome.printed())
        .contains("ok    executor 1: a task has GPU 7", "ok    executor 2: a task has GPU 7")
        .contains("ok    driver: Java", "ok    executor 2: writes, reads and deletes files")
        .contains("ok    driver: what processes send each other and keep in spark.local.dir is enc")
        .contains("ok    executor 1: torch: CPU with", "ok    executor 2: torch: CPU with")
        .contains(
            "ok    executor 1: not in use: dl4j: CPU backend with oneDNN",
            "ok    executor 2: not in use: dl4j: CPU backend with oneDNN")
        .contains("\nfit for pretraining")
        .doesNotContain("FAIL");
  }

  private static JsonNode results() throws IOException {
    try (InputStream in =
        cluster.files().open(new org.apache.hadoop.fs.Path(WORK, "evaluation/results.json"))) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static String[] pipeline(String recipe) {
    return new String[] {
      "pipeline",
      "--corpus",
      CORPUS,
      "--work",
      WORK,
      "--secret",
      secret.toString(),
      "--recipe",
      recipe,
      "--set",
      "encoder.output-stride=16",
      "--set",
      "objective.graph-matching.graph-size=16",
      "--set",
      "pretrain.batch-per-worker=16",
      "--set",
      "pretrain.averaging-period=2",
      "--set",
      "pretrain.epochs=1",
      "--set",
      "evaluate.trials=1",
      "--set",
      "evaluate.input-size=0",
      "--set",
      "evaluate.resamples=20"
    };
  }

  /** A cluster that fits beside a build. */
  private static Map<String, String> small() {
    String java = System.getProperty("java.home");
    String natives =
        "-Dorg.bytedeco.javacpp.maxbytes=1g -Dorg.bytedeco.javacpp.maxphysicalbytes=3g"
            + " -Dorg.eclipse.deeplearning4j.helpers.disable=false -Djava.awt.headless=true";
    return Map.ofEntries(
        Map.entry("spark.submit.deployMode", "cluster"),
        // The driver finds it in its container's folder.
        Map.entry("spark.yarn.dist.files", secret.toUri().toString()),
        Map.entry("spark.ssl.enabled", "true"),
        Map.entry("spark.ssl.keyStore", certificate.toString()),
        Map.entry("spark.ssl.keyStorePassword", Certificate.PASSWORD),
        Map.entry("spark.ssl.keyPassword", Certificate.PASSWORD),
        Map.entry("spark.ssl.protocol", "TLSv1.3"),
        Map.entry("spark.yarn.jars", "local:" + SparkSubmit.jars() + "/*"),
        Map.entry("spark.driver.memory", "1536m"),
        Map.entry("spark.driver.memoryOverhead", "1g"),
        Map.entry("spark.executor.instances", "2"),
        Map.entry("spark.executor.memory", "1g"),
        Map.entry("spark.executor.memoryOverhead", "1g"),
        Map.entry("spark.driver.defaultJavaOptions", natives),
        Map.entry("spark.executor.defaultJavaOptions", natives),
        Map.entry("spark.yarn.maxAppAttempts", "1"),
        Map.entry("spark.sql.shuffle.partitions", "2"),
        Map.entry("spark.yarn.appMasterEnv.JAVA_HOME", java),
        Map.entry("spark.executorEnv.JAVA_HOME", java),
        Map.entry("spark.yarn.appMasterEnv.SPARK_LOCAL_IP", "127.0.0.1"),
        Map.entry("spark.executorEnv.SPARK_LOCAL_IP", "127.0.0.1"));
  }
}
