package org.lvmmed.ingest.plan;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.dataset.Box;
import org.lvmmed.ingest.dataset.Split;

/**
 * What is read together: one file, or the files of a series in their order.
 *
 * @param dataset index into the plan's datasets
 * @param isSeries whether the files are slices of one volume, which share a window
 * @param mixedWindows whether the slices name different windows
 * @param keepAll whether every slice is kept, since a task is measured on it
 * @param bytes size of the files
 * @param together units of the same text are best read one after another, since their files are
 *     stored in one stream; null where it does not matter
 */
public record Unit(
    int dataset,
    List<Part> parts,
    boolean isSeries,
    boolean mixedWindows,
    Split split,
    String patient,
    String series,
    boolean keepAll,
    long bytes,
    @Nullable String together)
    implements Serializable {

  /**
   * One file and what the tables say of it.
   *
   * @param path relative to the dataset's folder
   * @param mask path of the mask, or null
   * @param fov path of the field of view, or null
   * @param boxes null where objects were not looked for
   */
  public record Part(
      String path,
      @Nullable String label,
      @Nullable String mask,
      @Nullable String fov,
      @Nullable List<Box> boxes)
      implements Serializable {}

  /** Paths of the files. */
  public List<String> files() {
    return parts.stream().map(Part::path).toList();
  }
}
