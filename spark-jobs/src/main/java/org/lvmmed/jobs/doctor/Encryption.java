package org.lvmmed.jobs.doctor;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.lvmmed.jobs.doctor.Finding.Level;

/**
 * Whether images are encrypted where they leave a process: between processes and on local disks.
 */
final class Encryption {

  private Encryption() {}

  /** Of an application on a cluster; one JVM by itself sends nothing. */
  static Finding of(SparkConf conf) {
    boolean sent =
        conf.getBoolean("spark.network.crypto.enabled", false)
            || conf.getBoolean("spark.authenticate.enableSaslEncryption", false);
    boolean kept = conf.getBoolean("spark.io.encryption.enabled", false);
    List<String> plain = new ArrayList<>();
    List<String> remedies = new ArrayList<>();
    if (!sent) {
      plain.add("what processes send each other");
      remedies.add("spark.authenticate and spark.network.crypto.enabled");
    }
    if (!kept) {
      plain.add("what processes keep in spark.local.dir");
      remedies.add("spark.io.encryption.enabled");
    }
    if (plain.isEmpty()) {
      return new Finding(
          Level.OK,
          "driver",
          "what processes send each other and keep in spark.local.dir is encrypted");
    }
    return new Finding(
        Level.WARN,
        "driver",
        "%s is not encrypted, and holds images: set %s to true"
            .formatted(String.join(" and ", plain), String.join(" and ", remedies)));
  }
}
