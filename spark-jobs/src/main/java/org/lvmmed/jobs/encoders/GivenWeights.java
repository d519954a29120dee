package org.lvmmed.jobs.encoders;

import java.util.List;
import org.lvmmed.model.image.Preprocess;

/**
 * Weights from elsewhere that a training begins with.
 *
 * @param parameters as the wanted encoder's layout has them
 * @param preprocess with the mean and standard deviation that the weights are used to
 * @param sha256 of their file
 * @param unused names of the file's tensors that no encoder uses
 */
public record GivenWeights(
    float[] parameters, Preprocess preprocess, String sha256, List<String> unused) {

  private static final String COUNTER = ".num_batches_tracked";

  public GivenWeights {
    unused = List.copyOf(unused);
  }

  /** For a log: which weights, and what of their file is left out. */
  public String described() {
    List<String> named = unused.stream().filter(name -> !name.endsWith(COUNTER)).toList();
    int counters = unused.size() - named.size();
    return "sha256 %s%s%s"
        .formatted(
            sha256,
            named.isEmpty() ? "" : "; left out: " + String.join(", ", named),
            counters == 0 ? "" : "; %d counters of batches left out".formatted(counters));
  }
}
