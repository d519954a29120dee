package org.lvmmed.jobs.bench.scale;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts the tasks of a Spark application, and the bytes that they read through Spark. */
final class TaskTotals extends SparkListener {

  private final AtomicLong tasks = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    tasks.incrementAndGet();
    if (end.taskMetrics() != null) {
      bytes.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
    }
  }

  /**
   * So far.
   *
   * @param bytes read of files
   */
  record Count(long tasks, long bytes) {
    Count since(Count before) {
      return new Count(tasks - before.tasks, bytes - before.bytes);
    }
  }

  /** What has been counted once all events so far have come. */
  Count count(SparkContext spark) {
    try {
      spark.listenerBus().waitUntilEmpty();
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("Spark's events did not come", e);
    }
    return new Count(tasks.get(), bytes.get());
  }
}
