package org.lvmmed.ingest.dataset;

import java.util.List;

/** One or more {@code dataset.conf} files that cannot be understood; all problems at once. */
public final class InvalidDatasetConfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidDatasetConfException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
