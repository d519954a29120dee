package org.lvmmed.ingest.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a dataset's tables. Paths are relative to the dataset's folder.
 *
 * @param boxes null where the table has no such column
 * @param problem why the row cannot be used, or null
 */
public record Annotation(
    Split split,
    String path,
    @Nullable String label,
    @Nullable String mask,
    @Nullable List<Box> boxes,
    @Nullable String patient,
    @Nullable String fov,
    @Nullable String problem) {

  /** Whether a task can be measured on it. */
  public boolean isLabelled() {
    return label != null || mask != null || boxes != null;
  }
}
