package org.lvmmed.ingest.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a dataset's tables. Paths are relative to the dataset's folder.
 *
 * @param boxes null where the table has no such column
 * @param problem why the row cannot be used, or null
 * @param absence what may explain that the file is not there, "" where nothing does
 */
public record Annotation(
    Split split,
    String path,
    @Nullable String label,
    @Nullable String mask,
    @Nullable List<Box> boxes,
    @Nullable String patient,
    @Nullable String fov,
    @Nullable String problem,
    String absence) {

  /** The same row with the paths of files that are there. */
  Annotation at(String file, @Nullable String otherMask, @Nullable String otherFov) {
    return new Annotation(
        split, file, label, otherMask, boxes, patient, otherFov, problem, absence);
  }

  /** The same row of a file that is not there. */
  Annotation missing(String why) {
    return new Annotation(split, path, label, mask, boxes, patient, fov, problem, why);
  }

  /** Whether a task can be measured on it. */
  public boolean isLabelled() {
    return label != null || mask != null || boxes != null;
  }
}
