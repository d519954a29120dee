package org.lvmmed.ingest.container;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.io.Unusable;

/**
 * What is in a container.
 *
 * @param entries in the order in which they are best read
 * @param refused entries that may not or cannot be read
 * @param rows what it says of its pictures; empty where it is a mere folder
 * @param remarks what a person should know of it; without names
 */
public record Contents(
    List<Entry> entries, List<Unusable> refused, List<Row> rows, List<String> remarks)
    implements Serializable {

  /** A mere folder. */
  public Contents(List<Entry> entries, List<Unusable> refused) {
    this(entries, refused, List.of(), List.of());
  }

  /**
   * A file in it.
   *
   * @param size in bytes; an estimate where it would take reading to know
   * @param together entries of the same text are stored in one stream; null where an entry can be
   *     read by itself
   */
  public record Entry(String path, long size, @Nullable String together) implements Serializable {}

  /**
   * What it says of a picture.
   *
   * @param entry the picture's path in it
   * @param split {@code train}, {@code val} or {@code test}; null where the container's name tells
   * @param mask path of the mask in it
   * @param sample pictures of the same text are of one patient where none is named; null where a
   *     picture stands alone
   */
  public record Row(
      String entry,
      @Nullable String split,
      @Nullable String label,
      @Nullable String mask,
      @Nullable String patient,
      @Nullable String sample)
      implements Serializable {}
}
