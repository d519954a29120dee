package org.lvmmed.ingest.codec;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs code of a library that damaged data can send round in circles: on a thread of its own, whose
 * processor time is bounded. Processor time, since a busy machine must not refuse good files.
 */
final class BoundedTask {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long POLL_MILLIS = 50;

  private BoundedTask() {}

  /**
   * @param seconds of processor time
   * @throws TimeoutException if they are used up; the thread is then ended
   * @throws ExecutionException if the task failed
   */
  static <T> T call(Callable<T> task, double seconds)
      throws ExecutionException, TimeoutException, IOException {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = new Thread(future, "bounded-decoder");
    thread.setDaemon(true);
    thread.start();
    while (true) {
      try {
        return future.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        if (THREADS.getThreadCpuTime(thread.getId()) > seconds * 1e9) {
          end(thread);
          throw notYet;
        }
      } catch (InterruptedException e) {
        end(thread);
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while decoding", e);
      }
    }
  }

  /**
   * Nothing else ends a loop that never looks up. The thread shares nothing with others, so that no
   * state is left half-changed. Java versions that no longer offer it keep a daemon thread instead.
   */
  @SuppressWarnings({"deprecation", "removal"})
  private static void end(Thread thread) {
    thread.interrupt();
    try {
      thread.stop();
    } catch (UnsupportedOperationException newerJava) {
      thread.setPriority(Thread.MIN_PRIORITY);
    }
  }
}
