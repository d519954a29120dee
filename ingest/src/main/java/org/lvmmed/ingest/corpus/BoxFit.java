package org.lvmmed.ingest.corpus;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.dataset.Box;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.pixels.Picture;

/** Boxes within their picture: what reaches beyond it is cut, what lies outside is refused. */
final class BoxFit {
  private BoxFit() {}

  static @Nullable List<Box> of(@Nullable List<Box> boxes, Picture picture)
      throws UnreadableImageException {
    if (boxes == null) {
      return null;
    }
    if (!boxes.isEmpty() && boxes.stream().allMatch(BoxFit::isFraction)) {
      throw refusal("Every coordinate is a fraction of 1", picture);
    }
    List<Box> fitted = new ArrayList<>();
    for (Box box : boxes) {
      if (box.x2() <= 0
          || box.y2() <= 0
          || box.x1() >= picture.columns()
          || box.y1() >= picture.rows()) {
        throw refusal("A box lies outside", picture);
      }
      fitted.add(
          new Box(
              Math.max(0, box.x1()),
              Math.max(0, box.y1()),
              Math.min(picture.columns(), box.x2()),
              Math.min(picture.rows(), box.y2()),
              box.label()));
    }
    return List.copyOf(fitted);
  }

  private static boolean isFraction(Box box) {
    double[] all = {box.x1(), box.y1(), box.x2(), box.y2()};
    boolean small = true;
    boolean broken = false;
    for (double value : all) {
      small &= value >= 0 && value <= 1;
      broken |= value != Math.rint(value);
    }
    return small && broken;
  }

  private static UnreadableImageException refusal(String what, Picture picture) {
    return new UnreadableImageException(
        Reason.BAD_ANNOTATION,
        what
            + ": boxes are x1 y1 x2 y2 in pixels of a picture of "
            + picture.columns()
            + " columns and "
            + picture.rows()
            + " rows; correct the table");
  }
}
