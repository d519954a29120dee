package org.lvmmed.ingest.dataset;

import java.io.Serializable;
import java.util.Map;

/**
 * How the values of masks become class indices: 0 is the background, {@link #IGNORED} marks pixels
 * that count in no loss and no metric.
 */
public sealed interface MaskRule extends Serializable {

  /** The class index of a pixel that nothing is known of. */
  int IGNORED = 255;

  /** How far a value may lie from a whole number and still be one. */
  double WHOLE = 1e-3;

  /** Everything above the threshold is class 1. */
  record Binary(double threshold) implements MaskRule {
    @Override
    public int classOf(double value) {
      return value > threshold ? 1 : 0;
    }

    @Override
    public String text() {
      return "binary, class 1 above " + MaskValues.text(threshold);
    }
  }

  /** Values are classes; 255 and -1 are ignored. */
  record Classes() implements MaskRule {
    @Override
    public int classOf(double value) {
      double whole = whole(value);
      if (whole == -1) {
        return IGNORED;
      }
      if (whole < 0 || whole > IGNORED) {
        throw new IllegalArgumentException(
            "Value "
                + MaskValues.text(whole)
                + " of the mask is no class index (0 to 254; 255 and -1 are ignored); say in"
                + " mask.values what the values mean");
      }
      return (int) whole;
    }

    @Override
    public String text() {
      return "classes, each value its own; 255 and -1 are ignored";
    }
  }

  /** Every value above 0 is an object; all are class 1. */
  record Instances() implements MaskRule {
    @Override
    public int classOf(double value) {
      return value > 0 ? 1 : 0;
    }

    @Override
    public String text() {
      return "instances, every object is class 1";
    }
  }

  /** Values that were named one by one. */
  record Values(Map<Integer, Integer> classes) implements MaskRule {
    @Override
    public int classOf(double value) {
      Integer known = classes.get((int) whole(value));
      if (known == null) {
        throw new IllegalArgumentException(
            "Value " + MaskValues.text(value) + " of the mask is not among mask.values");
      }
      return known;
    }

    @Override
    public String text() {
      return "values as mask.values names them";
    }
  }

  /** The values fit no rule: no mask is used until somebody says what they mean. */
  record Undecided(String why) implements MaskRule {
    @Override
    public int classOf(double value) {
      throw new IllegalArgumentException(why);
    }

    @Override
    public String text() {
      return "none fits";
    }
  }

  /**
   * The class of a value.
   *
   * @throws IllegalArgumentException if the rule has none for it
   */
  int classOf(double value);

  /** The rule in words. */
  String text();

  private static double whole(double value) {
    double whole = Math.rint(value);
    if (!(Math.abs(value - whole) <= WHOLE)) {
      throw new IllegalArgumentException("Value " + value + " of the mask is no whole number");
    }
    return whole;
  }
}
