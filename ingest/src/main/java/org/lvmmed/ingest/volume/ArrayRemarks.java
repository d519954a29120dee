package org.lvmmed.ingest.volume;

import java.util.ArrayList;
import java.util.List;

/**
 * What a person should know of an array that was taken for pictures, since arrays do not say what
 * their axes are.
 *
 * @param mask whether it is read as a mask
 */
record ArrayRemarks(boolean mask) {
  private static final int COLOUR = 3;
  private static final int ALPHA = 4;

  /**
   * @param shape slowest axis first
   * @param colour whether the last axis was taken for colour
   * @param leftMask whether another array of the file is named like a mask
   */
  List<String> of(List<Integer> shape, boolean colour, boolean leftMask) {
    List<String> remarks = new ArrayList<>();
    int axes = shape.size();
    if (leftMask && !mask) {
      remarks.add(
          "A file holds an array that is named like a mask beside its image; a table that names the"
              + " file in the column mask as well uses it");
    }
    if (colour && shape.get(axes - 1) == ALPHA) {
      remarks.add(
          "The last axis of an array has four values, which were taken for red, green, blue and"
              + " alpha; save it with another first axis if they are pictures of their own");
    }
    boolean planes = axes > 2 && shape.get(axes - 3) == COLOUR;
    boolean planesOfAlpha = axes > 3 && shape.get(axes - 3) == ALPHA;
    if (!mask && !colour && (planes || planesOfAlpha)) {
      remarks.add(
          "An axis of three or four values stands before rows and columns, and each became a picture"
              + " of its own; save it with that axis last if it is colour");
    }
    return remarks;
  }
}
