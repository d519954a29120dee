package org.lvmmed.jobs.encoders;

import java.io.Serializable;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Compute;

/**
 * How images are run through a network.
 *
 * @param compute what runs it
 * @param inputSize rows and columns of the input, pixels; 0: the encoder's own
 * @param batch images together
 * @param partitionImages images of a partition, which are in memory together
 */
public record InferenceSettings(Compute compute, int inputSize, int batch, int partitionImages)
    implements Serializable {

  public InferenceSettings {
    require(batch, "evaluate.batch");
    require(partitionImages, "evaluate.partition-images");
  }

  /** How this encoder's images are prepared. */
  Preprocess preprocess(Preprocess own) {
    return inputSize == 0 ? own : new Preprocess(inputSize, own.mean(), own.std());
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
