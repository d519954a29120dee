package org.lvmmed.jobs.card;

import java.util.HashMap;
import java.util.Map;

/** Which task of this JVM holds which card. */
final class CardHolders {

  private final Map<Integer, Long> holders = new HashMap<>();

  /** Whether the task holds the card from now on, or did before. */
  synchronized boolean take(int card, long task) {
    Long holder = holders.putIfAbsent(card, task);
    return holder == null || holder == task;
  }

  synchronized void free(int card, long task) {
    holders.remove(card, task);
  }
}
