package org.lvmmed.ingest.dataset;

import java.util.List;

/**
 * A corpus directory that cannot be ingested as it is. The message names datasets and lines, never
 * files or patients.
 */
public class InvalidCorpusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidCorpusException(String message) {
    super(message);
  }

  /** All problems at once, one a line. */
  public InvalidCorpusException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
