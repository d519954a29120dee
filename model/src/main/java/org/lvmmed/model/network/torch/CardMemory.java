package org.lvmmed.model.network.torch;

import org.lvmmed.model.network.EngineException;

/** What libtorch throws where a card's memory does not suffice, in a sentence with the remedy. */
final class CardMemory {

  private static final String OF_LIBRARY = "CUDA out of memory";

  private CardMemory() {}

  /** What is to be thrown in the place of an exception: mostly itself. */
  static RuntimeException told(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains(OF_LIBRARY)
        ? new EngineException(
            "The card is full (%s): lower pretrain.batch-per-worker or evaluate.batch, set encoder.precision = bfloat16, or stop what else holds its memory"
                .formatted(firstLine(message)),
            e)
        : e;
  }

  /** The rest is advice for users of Python. */
  private static String firstLine(String message) {
    String start = message.substring(message.indexOf(OF_LIBRARY));
    return start.lines().findFirst().orElse(OF_LIBRARY);
  }
}
