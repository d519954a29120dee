package org.lvmmed.model.encoder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What published models consist of, as their libraries print it: name and extents a line. */
public final class PublishedTensors {

  private PublishedTensors() {}

  /** All of a model's. */
  public static Map<String, List<Integer>> of(String model) {
    Map<String, List<Integer>> tensors = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    PublishedTensors.class.getResourceAsStream(model + ".txt"), model),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .forEach(words -> tensors.put(words[0], extents(words)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tensors;
  }

  private static List<Integer> extents(String[] words) {
    return Arrays.stream(words).skip(1).map(Integer::valueOf).toList();
  }

  /** Without the classifier, SAM's neck and PyTorch's counters of batches. */
  static Map<String, List<Integer>> ofEncoder(String model) {
    Map<String, List<Integer>> tensors = of(model);
    tensors
        .keySet()
        .removeIf(
            name ->
                name.startsWith("fc.")
                    || name.startsWith("head.")
                    || name.startsWith("neck.")
                    || name.endsWith(".num_batches_tracked"));
    return tensors;
  }
}
