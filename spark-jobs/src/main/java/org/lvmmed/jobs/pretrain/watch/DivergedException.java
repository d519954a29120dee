package org.lvmmed.jobs.pretrain.watch;

/** Training that cannot go on: values that are not finite, or collapsed embeddings. Exit code 5. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}
