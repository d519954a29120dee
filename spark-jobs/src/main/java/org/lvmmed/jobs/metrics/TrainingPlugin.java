package org.lvmmed.jobs.metrics;

import com.codahale.metrics.Gauge;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Publishes {@link TrainingGauges} as gauges of the driver, which every sink of Spark's metrics
 * sees, the Prometheus servlet among them. Enabled by {@code spark.plugins}.
 */
public final class TrainingPlugin implements SparkPlugin {

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext spark, PluginContext context) {
        for (String name : TrainingGauges.NAMES) {
          Gauge<Double> gauge = () -> TrainingGauges.get(name);
          context.metricRegistry().register(name, gauge);
        }
        return Map.of();
      }
    };
  }

  @Override
  public @Nullable ExecutorPlugin executorPlugin() {
    return null;
  }
}
