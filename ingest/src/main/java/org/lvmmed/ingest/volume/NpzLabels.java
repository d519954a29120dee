package org.lvmmed.ingest.volume;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * The label of every picture of an archive. Several columns of which each row has one 1 and else 0
 * are one label; other columns are labels of their own, of which a picture has one here.
 */
final class NpzLabels {
  private final Map<String, Frame> tables = new TreeMap<>();
  private final int columns;
  private final int column;
  private final boolean single;
  private final boolean oneHot;

  /**
   * @param chosen the number of the column that is meant, or null
   */
  NpzLabels(NpzLayout layout, ZipFile zip, @Nullable String chosen)
      throws IOException, UnreadableImageException {
    for (Map.Entry<String, NpzLayout.Part> part : layout.parts().entrySet()) {
      NpzArray labels = part.getValue().labels();
      if (labels != null) {
        tables.put(part.getKey(), labels.table(zip));
      }
    }
    this.columns = tables.values().stream().mapToInt(Frame::columns).max().orElse(0);
    this.column = chosen == null ? 0 : number(chosen);
    this.oneHot =
        columns > 1 && chosen == null && tables.values().stream().allMatch(NpzLabels::isOneHot);
    this.single = columns == 1 || chosen != null;
  }

  private int number(String chosen) throws UnreadableImageException {
    try {
      int number = Integer.parseInt(chosen.trim());
      if (number >= 0 && tables.values().stream().allMatch(table -> number < table.columns())) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new UnreadableImageException(
        Reason.BAD_ANNOTATION,
        "columns.label of dataset.conf names no column of the labels, which have "
            + columns
            + ", numbered from 0");
  }

  private static boolean isOneHot(Frame table) {
    for (int row = 0; row < table.rows(); row++) {
      int ones = 0;
      for (int column = 0; column < table.columns(); column++) {
        double value = table.value(row * table.columns() + column);
        ones += value == 1 ? 1 : 0;
        if (value != 0 && value != 1) {
          return false;
        }
      }
      if (ones != 1) {
        return false;
      }
    }
    return true;
  }

  /** The label of a picture, or null. */
  @Nullable String of(String split, int row) {
    Frame table = tables.get(split);
    if (table == null) {
      return null;
    }
    int first = row * table.columns();
    if (single) {
      return text(table.value(first + column));
    }
    int one = 0;
    while (oneHot && table.value(first + one) != 1) {
      one++;
    }
    return oneHot ? Integer.toString(one) : null;
  }

  private static @Nullable String text(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (columns > 1 && !single && !oneHot) {
      remarks.add(
          "The archive gives each picture "
              + columns
              + " labels, and a picture has one here, so that they are left out; name one of them"
              + " with columns.label = NUMBER in dataset.conf, from 0");
    }
    return remarks;
  }
}
