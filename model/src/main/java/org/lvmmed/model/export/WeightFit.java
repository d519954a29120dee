package org.lvmmed.model.export;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.network.ParameterTensor;

/**
 * How a file's tensors compare with those of an architecture.
 *
 * @param settings of the encoder that they are compared with
 * @param fitting how many have name and shape of one of the architecture's
 * @param missing names of the architecture's that the file does not have
 * @param surplus names of the file's that have no place in the architecture
 * @param reshaped those of another shape, with both shapes
 */
record WeightFit(
    EncoderSettings settings,
    int fitting,
    List<String> missing,
    List<String> surplus,
    List<String> reshaped) {

  /** So many names say which file it is; a hundred more say nothing else. */
  private static final int SHOWN = 5;

  /**
   * @param tensors the file's, without those that no encoder uses
   */
  static WeightFit of(EncoderSettings settings, Map<String, NamedTensor> tensors) {
    Map<String, NamedTensor> rest = new LinkedHashMap<>(tensors);
    List<String> missing = new ArrayList<>();
    List<String> reshaped = new ArrayList<>();
    int fitting = 0;
    for (ParameterTensor wanted : EncoderGraph.of(settings).layout().tensors()) {
      NamedTensor found = rest.remove(wanted.name());
      if (found == null) {
        missing.add(wanted.name());
      } else if (Arrays.equals(wanted.shape(), found.shape())) {
        fitting++;
      } else {
        reshaped.add(
            "%s is %s, not %s"
                .formatted(
                    wanted.name(),
                    Arrays.toString(found.shape()),
                    Arrays.toString(wanted.shape())));
      }
    }
    return new WeightFit(settings, fitting, missing, List.copyOf(rest.keySet()), reshaped);
  }

  boolean isWhole() {
    return missing.isEmpty() && surplus.isEmpty() && reshaped.isEmpty();
  }

  /** Of all tensors that either side has, the share that both have. */
  double share() {
    int all = fitting + missing.size() + surplus.size() + reshaped.size();
    return fitting / (double) all;
  }

  /** What does not fit, by name. */
  String misfits() {
    List<String> parts = new ArrayList<>();
    add(parts, "missing", missing);
    add(parts, "without a place in it", surplus);
    add(parts, "of another shape", reshaped);
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, String what, List<String> names) {
    if (!names.isEmpty()) {
      String shown = names.stream().limit(SHOWN).collect(joining(", "));
      String more = names.size() > SHOWN ? " and %d more".formatted(names.size() - SHOWN) : "";
      parts.add("%s: %s%s".formatted(what, shown, more));
    }
  }
}
