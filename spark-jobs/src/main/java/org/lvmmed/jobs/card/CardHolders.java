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

  /** The same, waiting for whoever holds it. */
  synchronized void await(int card, long task) throws InterruptedException {
    while (!take(card, task)) {
      wait();
    }
  }

  synchronized void free(int card, long task) {
    holders.remove(card, task);
    notifyAll();
  }
}
