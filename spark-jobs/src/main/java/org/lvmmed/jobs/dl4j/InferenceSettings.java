package org.lvmmed.jobs.dl4j;

import java.io.Serializable;

/**
 * How images are run through a network.
 *
 * @param batch images together
 * @param partitionImages images of a partition, which dl4j-spark holds in memory together
 */
public record InferenceSettings(int batch, int partitionImages) implements Serializable {

  public InferenceSettings {
    require(batch, "inference.batch");
    require(partitionImages, "inference.partition-images");
  }

  private static void require(int value, String key) {
    if (value < 1) {
      throw new IllegalArgumentException("Invalid " + key + ": " + value + " (at least 1)");
    }
  }

  int partitions(long images) {
    return Math.toIntExact(Math.max(1, (images + partitionImages - 1) / partitionImages));
  }
}
