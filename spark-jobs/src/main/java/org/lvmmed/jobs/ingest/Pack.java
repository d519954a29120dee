package org.lvmmed.jobs.ingest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What one task reads: many small files, or few large ones. */
record Pack<T>(List<T> items, long bytes) implements Serializable {

  /** What opening a file costs, in bytes that could be read in the time. */
  private static final long OPENING = 64 << 10;

  /**
   * Cuts a list, in its order, into packs of about so many bytes.
   *
   * @param together between items of the same text is no cut; null where there may be one
   */
  static <T> List<Pack<T>> of(
      List<T> items, ToLongFunction<T> size, Function<T, @Nullable String> together, long bytes) {
    List<Pack<T>> packs = new ArrayList<>();
    List<T> current = new ArrayList<>();
    long sum = 0;
    String last = null;
    for (T item : items) {
      long cost = size.applyAsLong(item) + OPENING;
      String key = together.apply(item);
      boolean apart = key == null || !key.equals(last);
      if (!current.isEmpty() && apart && sum + cost > bytes) {
        packs.add(new Pack<>(new ArrayList<>(current), sum));
        current.clear();
        sum = 0;
      }
      current.add(item);
      sum += cost;
      last = key;
    }
    if (!current.isEmpty()) {
      packs.add(new Pack<>(new ArrayList<>(current), sum));
    }
    return packs;
  }
}
