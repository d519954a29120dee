package org.lvmmed.model.network.dl4j;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Runs all of a network's native work on one thread of its own. ND4J keeps its workspaces, which
 * hold every activation of a step, per thread: callers that come from a changing pool of threads
 * would each leave such a set behind.
 */
final class Confinement implements AutoCloseable {

  private final ExecutorService executor;
  private volatile @Nullable Thread thread;

  Confinement(String name) {
    executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread created = new Thread(task, name);
              created.setDaemon(true);
              thread = created;
              return created;
            });
  }

  /** Runs the task on the confined thread and hands its result or unchecked exception back. */
  <T> T call(Callable<T> task) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("A loss must not call the network that evaluates it");
    }
    Future<T> future = executor.submit(task);
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the network was working", e);
    } catch (ExecutionException e) {
      throw unchecked(e);
    }
  }

  void run(Runnable task) {
    call(Executors.callable(task));
  }

  private static RuntimeException unchecked(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException exception
        ? exception
        : new IllegalStateException("The network failed", e.getCause());
  }

  /** Runs a last task, once; later calls do nothing. */
  void close(Runnable last) {
    if (!executor.isShutdown()) {
      run(last);
      executor.shutdown();
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
