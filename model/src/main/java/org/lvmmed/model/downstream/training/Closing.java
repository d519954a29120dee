package org.lvmmed.model.downstream.training;

import java.util.function.Supplier;
import org.lvmmed.model.network.Network;

/** Frees a network whose training failed. */
public final class Closing {

  private Closing() {}

  public static <T> T onFailure(Network network, Supplier<T> work) {
    boolean done = false;
    try {
      T result = work.get();
      done = true;
      return result;
    } finally {
      if (!done) {
        network.close();
      }
    }
  }
}
