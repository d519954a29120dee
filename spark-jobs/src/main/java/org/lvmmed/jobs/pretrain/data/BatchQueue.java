package org.lvmmed.jobs.pretrain.data;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes things one ahead of their use, on a thread of its own: the next batch is read, decoded and
 * augmented while the current one is trained on. Holds one finished thing at most. For one
 * consumer.
 */
public final class BatchQueue<T> implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final ExecutorService thread = DaemonThread.named("batches");
  private final Iterator<Callable<T>> makers;
  private @Nullable Future<T> ahead;
  private long waited;

  /** Starts with the first at once. */
  public BatchQueue(List<Callable<T>> makers) {
    this.makers = makers.iterator();
    advance();
  }

  private void advance() {
    ahead = makers.hasNext() ? thread.submit(makers.next()) : null;
  }

  /**
   * The next one, in order.
   *
   * @throws IOException what its maker threw
   */
  public T take() throws IOException {
    Future<T> wanted = ahead;
    if (wanted == null) {
      throw new IllegalStateException("There are no more batches");
    }
    long from = System.nanoTime();
    T made = get(wanted);
    waited += System.nanoTime() - from;
    advance();
    return made;
  }

  private static <T> T get(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for a batch", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("A batch could not be made", e.getCause());
    }
  }

  /** Seconds that {@link #take} has waited in all. */
  public double waitedSeconds() {
    return waited / 1e9;
  }

  /** Stops, and waits for the thread to end. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
