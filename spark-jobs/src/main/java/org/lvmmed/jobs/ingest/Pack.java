package org.lvmmed.jobs.ingest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What one task reads: many small files, or few large ones. */
record Pack<T>(List<T> items, long bytes) implements Serializable {

  /** What opening a file costs, in bytes that could be read in the time. */
  private static final long OPENING = 64 << 10;

  /** Cuts a list, in its order, into packs of about so many bytes. */
  static <T> List<Pack<T>> of(List<T> items, ToLongFunction<T> size, long bytes) {
    List<Pack<T>> packs = new ArrayList<>();
    List<T> current = new ArrayList<>();
    long sum = 0;
    for (T item : items) {
      long cost = size.applyAsLong(item) + OPENING;
      if (!current.isEmpty() && sum + cost > bytes) {
        packs.add(new Pack<>(new ArrayList<>(current), sum));
        current.clear();
        sum = 0;
      }
      current.add(item);
      sum += cost;
    }
    if (!current.isEmpty()) {
      packs.add(new Pack<>(new ArrayList<>(current), sum));
    }
    return packs;
  }
}
