package org.lvmmed.tests.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * HDFS and YARN in this JVM: one name node, one data node, one resource manager, one node manager,
 * all on the loopback address. Containers are real processes.
 */
final class HadoopCluster implements AutoCloseable {

  private final MiniDFSCluster hdfs;
  private final MiniYARNCluster yarn;
  private final Path configuration;

  private HadoopCluster(MiniDFSCluster hdfs, MiniYARNCluster yarn, Path configuration) {
    this.hdfs = hdfs;
    this.yarn = yarn;
    this.configuration = configuration;
  }

  /**
   * @param folder where everything is kept, and where {@link #configurationFolder()} will be
   */
  static HadoopCluster start(Path folder) throws IOException {
    Configuration settings = new Configuration();
    set(settings, hdfsSettings(folder));
    set(settings, yarnSettings(folder));
    set(settings, schedulerSettings());
    set(settings, gpuSettings());
    MiniDFSCluster hdfs = new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
    hdfs.waitClusterUp();
    settings.set("fs.defaultFS", hdfs.getFileSystem().getUri().toString());
    MiniYARNCluster yarn = new MiniYARNCluster("lvm-med", 1, 1, 1);
    yarn.init(settings);
    yarn.start();
    Path configuration = Files.createDirectories(folder.resolve("hadoop-conf"));
    write(yarn.getConfig(), configuration.resolve("core-site.xml"));
    write(yarn.getConfig(), configuration.resolve("yarn-site.xml"));
    return new HadoopCluster(hdfs, yarn, configuration);
  }

  private static void set(Configuration settings, Map<String, String> values) {
    values.forEach(settings::set);
  }

  private static Map<String, String> hdfsSettings(Path folder) {
    return Map.of(
        "hdfs.minidfs.basedir", folder.resolve("hdfs").toString(),
        "dfs.namenode.rpc-bind-host", "127.0.0.1",
        "dfs.permissions.enabled", "false");
  }

  private static Map<String, String> yarnSettings(Path folder) {
    return Map.of(
        // The mini cluster's own key, which overrides the node manager's.
        "yarn.minicluster.yarn.nodemanager.resource.memory-mb", "8192",
        "yarn.scheduler.minimum-allocation-mb", "256",
        "yarn.nodemanager.vmem-check-enabled", "false",
        "yarn.nodemanager.pmem-check-enabled", "false",
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "100",
        // Without it a node manager takes half a minute to stop.
        "yarn.log-aggregation-enable", "true",
        "yarn.nodemanager.remote-app-log-dir", folder.resolve("app-logs").toString(),
        "yarn.app.mapreduce.am.staging-dir", folder.resolve("staging").toString());
  }

  /** What capacity-scheduler.xml says elsewhere: the mini cluster's jar has none. */
  private static Map<String, String> schedulerSettings() {
    return Map.of(
        "yarn.scheduler.capacity.root.queues", "default",
        "yarn.scheduler.capacity.root.default.capacity", "100",
        "yarn.scheduler.capacity.root.default.state", "RUNNING",
        "yarn.scheduler.capacity.maximum-am-resource-percent", "1");
  }

  /** Two GPUs on the node, as far as the scheduler knows. */
  private static Map<String, String> gpuSettings() {
    return Map.of(
        "yarn.resource-types", "yarn.io/gpu",
        "yarn.nodemanager.resource-type.yarn.io/gpu", "2",
        "yarn.scheduler.capacity.resource-calculator",
            "org.apache.hadoop.yarn.util.resource.DominantResourceCalculator");
  }

  private static void write(Configuration settings, Path file) throws IOException {
    Configuration client = new Configuration(false);
    settings.forEach(
        entry -> {
          // A rack script of the mini cluster that clients do not have.
          if (!entry.getKey().startsWith("net.topology.")) {
            client.set(entry.getKey(), entry.getValue());
          }
        });
    try (OutputStream out = Files.newOutputStream(file)) {
      client.writeXml(out);
    }
  }

  FileSystem files() throws IOException {
    return hdfs.getFileSystem();
  }

  /** For HADOOP_CONF_DIR. */
  Path configurationFolder() {
    return configuration;
  }

  @Override
  public void close() {
    yarn.stop();
    hdfs.shutdown(true);
  }
}
