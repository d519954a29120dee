package org.lvmmed.tests.cluster;

import java.util.concurrent.ThreadLocalRandom;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Makes every task start late by an amount that differs from run to run, so that results arrive in
 * another order each time.
 */
public final class RandomDelays implements SparkPlugin {

  private static final int MOST_MILLIS = 400;

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {};
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void onTaskStart() {
        try {
          Thread.sleep(ThreadLocalRandom.current().nextInt(MOST_MILLIS));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }
}
