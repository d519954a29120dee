package org.lvmmed.ingest.dataset;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;

/**
 * What the values of a dataset's training masks are.
 *
 * @param bits of a sample, the largest seen
 * @param values different values, in order, of which no more than 33 are kept
 */
public record MaskStatistics(int bits, List<Double> values) implements Serializable {
  public static final MaskStatistics NONE = new MaskStatistics(0, List.of());
  private static final int ENOUGH = 33;
  private static final int CLASSES = 32;

  public MaskStatistics merge(MaskStatistics other) {
    TreeSet<Double> all = new TreeSet<>(values);
    all.addAll(other.values);
    List<Double> kept = new ArrayList<>(all);
    return new MaskStatistics(
        Math.max(bits, other.bits), List.copyOf(kept.size() > ENOUGH ? ends(kept) : kept));
  }

  /** Keeps the largest value, which the rules ask for, and the smallest others. */
  private static List<Double> ends(List<Double> values) {
    List<Double> kept = new ArrayList<>(values.subList(0, ENOUGH - 1));
    kept.add(values.get(values.size() - 1));
    return kept;
  }

  /** Of one frame of a mask. */
  public static MaskStatistics of(ImageHeader header, Frame frame) {
    TreeSet<Double> values = new TreeSet<>();
    double previous = Double.NaN;
    for (int i = 0; i < frame.length(); i += frame.samples()) {
      double value = MaskValues.of(header, frame, i);
      if (value != previous) {
        previous = value;
        values.add(value);
        if (values.size() > 2 * ENOUGH) {
          values = new TreeSet<>(ends(new ArrayList<>(values)));
        }
      }
    }
    return NONE.merge(new MaskStatistics(header.bitsStored(), List.copyOf(values)));
  }

  /** The rule that the values call for. */
  public MaskRule rule() {
    double max = values.isEmpty() ? 0 : values.get(values.size() - 1);
    boolean classes =
        values.size() <= CLASSES
            && max < CLASSES
            && values.stream().allMatch(MaskStatistics::isIndex);
    if (bits == 1 || max <= 1 && classes) {
      return new MaskRule.Binary(0);
    }
    if (values.stream().allMatch(v -> v == 0 || v == 255)) {
      return new MaskRule.Binary(127);
    }
    if (classes) {
      return new MaskRule.Classes();
    }
    return bits > 8 ? new MaskRule.Instances() : new MaskRule.Binary(127);
  }

  private static boolean isIndex(double value) {
    return value >= 0 && value == Math.rint(value);
  }
}
