package org.lvmmed.tests.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** HDFS and YARN on this machine until the process is ended, to try everything by hand. */
public final class MiniCluster {

  private MiniCluster() {}

  /**
   * @param arguments a folder that everything is kept in
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 1) {
      System.err.println("Usage: MiniCluster FOLDER");
      System.exit(2);
    }
    Path folder = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
    HadoopCluster cluster = HadoopCluster.start(folder);
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "stop"));

    System.out.println("HDFS and YARN are up; end this process to stop them.");
    new CountDownLatch(1).await();
  }
}
