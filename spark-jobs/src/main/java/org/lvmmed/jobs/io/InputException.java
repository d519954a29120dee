package org.lvmmed.jobs.io;

/**
 * Input that cannot be used: the message names what, where, which rule, and the remedy. Exit code
 * 3.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
