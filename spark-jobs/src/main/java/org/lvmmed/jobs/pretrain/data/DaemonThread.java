package org.lvmmed.jobs.pretrain.data;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A thread for work beside the main one, which does not keep the process from ending. */
public final class DaemonThread {

  private DaemonThread() {}

  public static ExecutorService named(String name) {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
