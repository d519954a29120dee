package org.lvmmed.ingest.read;

/** Wraps what a consumer of frames throws for reasons that are not the file's. */
public final class ConsumerFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConsumerFailure(Throwable cause) {
    super(cause);
  }
}
