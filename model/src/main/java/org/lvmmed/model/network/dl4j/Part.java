package org.lvmmed.model.network.dl4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lvmmed.model.network.ParameterTensor;
import org.lvmmed.model.network.Rates;
import org.lvmmed.model.network.StateLayout;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tensors of a network that lie in one vector, and the way between it and the common layout. */
final class Part {

  private final AdamVector vector;
  private final List<Place> weights = new ArrayList<>();
  private final List<Place> statistics = new ArrayList<>();
  private final List<Range> ranges = new ArrayList<>();

  /**
   * @param tensor in the common layout
   * @param at offset in the vector
   */
  private record Place(ParameterTensor tensor, int at) {}

  /** Weights that lie together in the vector and are trained at one rate. */
  record Range(int from, int to, boolean head) {}

  /**
   * @param offsets in the vector, by name
   */
  Part(AdamVector vector, StateLayout layout, Map<String, Integer> offsets) {
    this.vector = vector;
    add(layout.weights(), offsets, weights);
    add(layout.statistics(), offsets, statistics);
    weights.stream()
        .sorted(java.util.Comparator.comparingInt(Place::at))
        .forEach(place -> extend(place));
  }

  private static void add(
      List<ParameterTensor> tensors, Map<String, Integer> offsets, List<Place> places) {
    for (ParameterTensor tensor : tensors) {
      Integer at = offsets.get(tensor.name());
      if (at != null) {
        places.add(new Place(tensor, at));
      }
    }
  }

  private void extend(Place place) {
    int from = place.at();
    int to = from + place.tensor().length();
    boolean head = place.tensor().isHead();
    Range last = ranges.isEmpty() ? new Range(-1, -1, head) : ranges.get(ranges.size() - 1);
    if (last.to() == from && last.head() == head) {
      ranges.set(ranges.size() - 1, new Range(last.from(), to, head));
    } else {
      ranges.add(new Range(from, to, head));
    }
  }

  /** One after the other: the weights that are not among the given names. */
  static Map<String, Integer> consecutive(StateLayout layout, Set<String> others) {
    Map<String, Integer> offsets = new LinkedHashMap<>();
    int next = 0;
    for (ParameterTensor tensor : layout.weights()) {
      if (!others.contains(tensor.name())) {
        offsets.put(tensor.name(), next);
        next += tensor.length();
      }
    }
    return offsets;
  }

  static int length(StateLayout layout, Map<String, Integer> offsets) {
    return offsets.keySet().stream().mapToInt(name -> layout.tensor(name).length()).sum();
  }

  AdamVector vector() {
    return vector;
  }

  List<Range> ranges() {
    return ranges;
  }

  List<Range> trained(Rates rates) {
    return ranges.stream().filter(r -> (r.head() ? rates.head() : rates.encoder()) > 0).toList();
  }

  void readParameters(float[] into) {
    float[] values = Floats.copyOf(vector.parameters);
    read(values, weights, into, 0);
    read(values, statistics, into, 0);
  }

  /** Moments or gradients of the weights, to where those of the layout begin. */
  void readWeights(INDArray from, float[] into, int base) {
    read(Floats.copyOf(from), weights, into, base);
  }

  private static void read(float[] values, List<Place> places, float[] into, int base) {
    for (Place place : places) {
      ParameterTensor tensor = place.tensor();
      System.arraycopy(values, place.at(), into, base + tensor.offset(), tensor.length());
    }
  }

  void writeParameters(float[] from) {
    float[] values = new float[Math.toIntExact(vector.parameters.length())];
    write(values, weights, from, 0);
    write(values, statistics, from, 0);
    Floats.overwrite(vector.parameters, values);
  }

  void writeWeights(INDArray to, float[] from, int base) {
    float[] values = new float[Math.toIntExact(to.length())];
    write(values, weights, from, base);
    Floats.overwrite(to, values);
  }

  private static void write(float[] values, List<Place> places, float[] from, int base) {
    for (Place place : places) {
      ParameterTensor tensor = place.tensor();
      System.arraycopy(from, base + tensor.offset(), values, place.at(), tensor.length());
    }
  }

  /** A matrix that is its own output. */
  float[] parameters(String name) {
    Place place = place(name);
    float[] all = Floats.copyOf(vector.parameters);
    return java.util.Arrays.copyOfRange(all, place.at(), place.at() + place.tensor().length());
  }

  void setGradient(String name, float[] values) {
    Place place = place(name);
    float[] all = Floats.copyOf(vector.gradient);
    System.arraycopy(values, 0, all, place.at(), values.length);
    Floats.overwrite(vector.gradient, all);
  }

  private Place place(String name) {
    return weights.stream().filter(p -> p.tensor().name().equals(name)).findFirst().orElseThrow();
  }
}
