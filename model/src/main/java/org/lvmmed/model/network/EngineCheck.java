package org.lvmmed.model.network;

import java.io.Serializable;

/**
 * What an engine says of this machine.
 *
 * @param engine its name
 * @param loaded whether it can be used at all
 * @param accelerated whether convolutions run through the library that is made for them (oneDNN, on
 *     a card cuDNN)
 * @param threads processor threads of a task
 * @param message one line for a log; where something is missing, with the remedy
 */
public record EngineCheck(
    String engine, boolean loaded, boolean accelerated, int threads, String message)
    implements Serializable {

  /** Of an engine that cannot be used. */
  public static EngineCheck missing(String engine, String message) {
    return new EngineCheck(engine, false, false, 0, message);
  }
}
