package org.lvmmed.model.downstream;

import java.util.function.Supplier;
import org.lvmmed.model.encoder.TaskNetwork;

/** Frees a network whose training failed. */
final class Closing {

  private Closing() {}

  static <T> T onFailure(TaskNetwork network, Supplier<T> work) {
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
