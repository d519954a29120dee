package org.lvmmed.ingest.dataset;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;

/**
 * What the values of one mask are.
 *
 * @param bits of a sample
 * @param values different values, in order, whole ones rounded; no more than 300 are kept
 * @param pixels of the mask
 * @param ends pixels at or near 0 and 255, where a grey picture of a mask has nearly all
 * @param lossy whether it was compressed as a photograph, which changes values
 * @param colours the colour of each palette index that occurs; nothing without a palette
 * @param recoloured whether one index has different colours, in one mask and another
 */
public record MaskStatistics(
    int bits,
    List<Double> values,
    long pixels,
    long ends,
    boolean lossy,
    Map<Integer, Integer> colours,
    boolean recoloured)
    implements Serializable {
  public static final MaskStatistics NONE = new MaskStatistics(0, List.of(), 0, 0);
  static final int MOST = 300;
  private static final int NEAR = 8;
  private static final String LOSSY = "jpeg";

  /** Of a grey mask without loss. */
  MaskStatistics(int bits, List<Double> values, long pixels, long ends) {
    this(bits, values, pixels, ends, false, Map.of(), false);
  }

  /** Of one frame of a mask. */
  public static MaskStatistics of(ImageHeader header, Frame frame) {
    TreeSet<Double> values = new TreeSet<>();
    MaskValues mask = MaskValues.of(header, frame);
    double previous = Double.NaN;
    long ends = 0;
    for (int pixel = 0; pixel < mask.pixels(); pixel++) {
      double value = mask.at(pixel);
      ends += value <= NEAR || value >= 255 - NEAR ? 1 : 0;
      if (value != previous) {
        previous = value;
        add(values, value);
      }
    }
    return new MaskStatistics(
        header.bitsStored(),
        List.copyOf(values),
        mask.pixels(),
        ends,
        header.format().equals(LOSSY),
        colours(header.palette(), values),
        false);
  }

  private static Map<Integer, Integer> colours(int @Nullable [] palette, Set<Double> values) {
    Map<Integer, Integer> colours = new TreeMap<>();
    for (double value : values) {
      if (palette != null && value >= 0 && value < palette.length) {
        colours.put((int) value, palette[(int) value]);
      }
    }
    return colours;
  }

  /** Of the frames of a mask together, or of the masks of a dataset. */
  public MaskStatistics merge(MaskStatistics other) {
    TreeSet<Double> all = new TreeSet<>(values);
    other.values.forEach(value -> add(all, value));
    Map<Integer, Integer> both = new TreeMap<>(colours);
    boolean differs = false;
    for (Map.Entry<Integer, Integer> colour : other.colours.entrySet()) {
      Integer known = both.putIfAbsent(colour.getKey(), colour.getValue());
      differs |= known != null && !known.equals(colour.getValue());
    }
    return new MaskStatistics(
        Math.max(bits, other.bits),
        List.copyOf(all),
        pixels + other.pixels,
        ends + other.ends,
        lossy || other.lossy,
        both,
        recoloured || other.recoloured || differs);
  }

  /** Keeps the largest value, which the rules ask for, and the smallest others. */
  private static void add(Collection<Double> values, double value) {
    values.add(rounded(value));
    if (values instanceof TreeSet<Double> sorted && sorted.size() > MOST) {
      List<Double> kept = new ArrayList<>(sorted);
      sorted.remove(kept.get(kept.size() - 2));
    }
  }

  private static double rounded(double value) {
    double whole = Math.rint(value);
    return Math.abs(value - whole) <= MaskRule.WHOLE ? whole + 0.0 : value;
  }

  boolean isWhole() {
    return values.stream().allMatch(value -> value == Math.rint(value));
  }

  double largest() {
    return values.isEmpty() ? 0 : values.get(values.size() - 1);
  }

  /** Whether its objects bear the numbers 1, 2, 3 and so on, as far as they were kept. */
  boolean isNumbered() {
    long above = values.stream().filter(value -> value > 0).count();
    boolean kept = values.size() < MOST;
    return isWhole() && values.get(0) >= 0 && (!kept || above == largest());
  }
}
