package org.lvmmed.jobs;

import org.apache.spark.sql.SparkSession;

/** Spark inside the test's JVM; shared, since starting it costs more than most tests. */
public final class LocalSpark {

  private LocalSpark() {}

  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate();
  }
}
