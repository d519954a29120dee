package org.lvmmed.ingest.dataset;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rectangle in pixels of the image, with the class of what it surrounds where that is known. */
public record Box(double x1, double y1, double x2, double y2, @Nullable String label)
    implements Serializable {

  /**
   * Reads {@code x1 y1 x2 y2 [class]} joined by semicolons. An empty text is no box.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static List<Box> parse(String text) {
    List<Box> boxes = new ArrayList<>();
    for (String part : text.split(";")) {
      if (!part.isBlank()) {
        boxes.add(one(part.trim()));
      }
    }
    return List.copyOf(boxes);
  }

  private static Box one(String text) {
    String[] words = text.split("\\s+", 5);
    try {
      Box box =
          new Box(
              Double.parseDouble(words[0]),
              Double.parseDouble(words[1]),
              Double.parseDouble(words[2]),
              Double.parseDouble(words[3]),
              words.length == 5 ? words[4] : null);
      if (box.x1 < box.x2 && box.y1 < box.y2) {
        return box;
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "Invalid box: \"" + text + "\" (x1 y1 x2 y2 [class], with x1 < x2 and y1 < y2)");
  }
}
