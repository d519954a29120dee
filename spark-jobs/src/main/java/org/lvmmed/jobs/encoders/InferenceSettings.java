package org.lvmmed.jobs.encoders;

import java.io.Serializable;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Compute;
import org.lvmmed.rules.Rules;

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
    Rules.of("evaluate")
        .within("input-size", inputSize, 0, 2048)
        .within("batch", batch, 1, 65_536)
        .within("partition-images", partitionImages, 1, 1_000_000)
        .check();
  }

  /** How this encoder's images are prepared. */
  Preprocess preprocess(Preprocess own) {
    return inputSize == 0 ? own : new Preprocess(inputSize, own.mean(), own.std());
  }

  int partitions(long images) {
    return Math.toIntExact(Math.max(1, (images + partitionImages - 1) / partitionImages));
  }
}
