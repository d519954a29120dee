package org.lvmmed.model.network;

/**
 * An engine cannot be used here; the message says what is needed, what was found and the remedy.
 */
public final class EngineException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
