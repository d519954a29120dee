package org.lvmmed.jobs.evaluate.unit;

import java.util.List;
import java.util.function.Supplier;
import org.lvmmed.model.encoder.EncoderModel;

/**
 * An encoder under comparison.
 *
 * @param name in results: {@code pretrained}, {@code random} or a name of the user's
 * @param trials for which trials its features serve: all, or for an initialisation of {@code
 *     random} one
 * @param fingerprint changes with anything that changes its features
 * @param model the encoder itself, made when it is needed: several would fill the memory
 */
public record ComparedEncoder(
    String name, List<Integer> trials, String fingerprint, Supplier<EncoderModel> model) {

  public ComparedEncoder {
    trials = List.copyOf(trials);
  }
}
