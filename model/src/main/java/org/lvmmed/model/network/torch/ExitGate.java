package org.lvmmed.model.network.torch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps a JVM that was told to stop from ending while a thread is inside libtorch. At exit its
 * libraries free what their kernels work with, and a kernel at work may then crash the process: a
 * quiet end becomes a crash report. Who comes after the gate was closed waits for the end that has
 * begun.
 */
final class ExitGate {

  /** The gate of this process's libtorch. */
  static final ExitGate OF_LIBRARY = new ExitGate();

  /** Longer than most steps on a processor; YARN and Kubernetes kill sooner. */
  private static final long PATIENCE_SECONDS = 20;

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /** To be called once: from then on the JVM's end closes the gate. */
  void closeAtExit() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::close, "torch-exit"));
    } catch (IllegalStateException e) {
      close();
    }
  }

  /** Waits for all who are inside. */
  void close() {
    try {
      lock.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A call from inside may pass again. */
  <T> T pass(Supplier<T> call) {
    lock.readLock().lock();
    try {
      return call.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  void pass(Runnable call) {
    pass(
        () -> {
          call.run();
          return true;
        });
  }
}
