package org.lvmmed.jobs.pretrain;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lvmmed.jobs.encoders.GivenWeights;
import org.lvmmed.jobs.pretrain.settings.InitialSettings;
import org.lvmmed.model.image.Preprocess;

/**
 * Given weights that a run began with, as its identity keeps them.
 *
 * @param sha256 of their file
 * @param preprocess how images become inputs
 */
record Origin(String sha256, Preprocess preprocess) {

  private static final String HASH = "input.initial";
  private static final String MEAN = "input.mean";
  private static final String STD = "input.std";

  static Origin of(GivenWeights weights, InitialSettings settings) {
    return new Origin(weights.sha256(), settings.preprocess(weights.preprocess()));
  }

  /** That of a run; nothing where it began at random. */
  static Optional<Origin> of(RunIdentity identity, int size) {
    Map<String, String> keys = identity.keys();
    return Optional.ofNullable(keys.get(HASH))
        .map(
            hash ->
                new Origin(
                    hash,
                    new Preprocess(
                        size,
                        floats(keys.getOrDefault(MEAN, "")),
                        floats(keys.getOrDefault(STD, "")))));
  }

  /** What goes into a run's identity. */
  Map<String, String> keys() {
    return new TreeMap<>(
        Map.of(HASH, sha256, MEAN, text(preprocess.mean()), STD, text(preprocess.std())));
  }

  private static String text(float[] values) {
    return Arrays.toString(values).replaceAll("[\\[\\]]", "");
  }

  private static float[] floats(String text) {
    String[] words = text.split(", ");
    float[] values = new float[words.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(words[i]);
    }
    return values;
  }
}
