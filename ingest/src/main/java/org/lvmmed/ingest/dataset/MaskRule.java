package org.lvmmed.ingest.dataset;

import java.io.Serializable;
import java.util.Map;

/** How the values of masks become class indices; 0 is the background. */
public sealed interface MaskRule extends Serializable {

  /** Everything above the threshold is class 1. */
  record Binary(double threshold) implements MaskRule {}

  /** Values are classes. */
  record Classes() implements MaskRule {}

  /** Every value above 0 is an object; all are class 1. */
  record Instances() implements MaskRule {}

  /** Values that were named one by one. */
  record Values(Map<Integer, Integer> classes) implements MaskRule {}

  /**
   * The class of a value.
   *
   * @throws IllegalArgumentException if the rule has none for it
   */
  default int classOf(double value) {
    if (this instanceof Binary binary) {
      return value > binary.threshold() ? 1 : 0;
    }
    if (this instanceof Instances) {
      return value > 0 ? 1 : 0;
    }
    if (value != Math.rint(value)) {
      throw new IllegalArgumentException("Value " + value + " of the mask is no whole number");
    }
    if (this instanceof Values values) {
      Integer known = values.classes().get((int) value);
      if (known == null) {
        throw new IllegalArgumentException(
            "Value " + (int) value + " of the mask is not among mask.values");
      }
      return known;
    }
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException(
          "Value " + (int) value + " of the mask is no class index (0 to 255)");
    }
    return (int) value;
  }
}
