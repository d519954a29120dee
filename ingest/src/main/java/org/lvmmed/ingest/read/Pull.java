package org.lvmmed.ingest.read;

import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a producer that pushes into an iterator that is pulled. The producer runs in a thread of
 * its own, a few elements ahead. Closing the iterator ends the producer; what the producer throws
 * comes out of {@link #hasNext}.
 */
public final class Pull<T> implements java.util.Iterator<T>, AutoCloseable {
  private static final int AHEAD = 4;
  private static final long POLL_MILLIS = 50;

  private final BlockingQueue<Item<T>> queue = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;
  private volatile boolean closed;
  private @Nullable Item<T> next;

  private Pull(Producer<T> producer) {
    this.thread = new Thread(() -> produce(producer), "ingest-read");
    thread.setDaemon(true);
    thread.start();
  }

  public static <T> Pull<T> from(Producer<T> producer) {
    return new Pull<>(producer);
  }

  /** Pushes every element, in order. */
  @FunctionalInterface
  public interface Producer<T> {
    void run(Consumer<T> sink) throws Exception;
  }

  /** An element, or the end with the failure that brought it. */
  private record Item<T>(@Nullable T value, @Nullable Throwable failure) {
    static <T> Item<T> end(@Nullable Throwable failure) {
      return new Item<>(null, failure);
    }
  }

  /** Ends the producer's thread from within. */
  private static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Closed() {
      super("closed", null, false, false);
    }
  }

  private void produce(Producer<T> producer) {
    Throwable failure = null;
    try {
      producer.run(value -> put(new Item<>(value, null)));
    } catch (Throwable e) {
      failure = e;
    }
    end(failure);
  }

  /** Nobody waits for the end of an iterator that was closed, even while this was under way. */
  private void end(@Nullable Throwable failure) {
    if (closed) {
      return;
    }
    try {
      put(Item.end(failure));
    } catch (ConsumerFailure e) {
      if (!closed) {
        throw e;
      }
    }
  }

  private void put(Item<T> item) {
    try {
      while (!queue.offer(item, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        if (closed) {
          throw new ConsumerFailure(new Closed());
        }
      }
    } catch (InterruptedException e) {
      throw new ConsumerFailure(e);
    }
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = take();
    }
    if (next.failure() != null) {
      throw new ConsumerFailure(next.failure());
    }
    return next.value() != null;
  }

  private Item<T> take() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Item.end(e);
    }
  }

  @Override
  public T next() {
    if (!hasNext() || next == null || next.value() == null) {
      throw new NoSuchElementException();
    }
    T value = next.value();
    next = null;
    return value;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    queue.clear();
  }
}
