package org.lvmmed.jobs.embed;

import java.util.Locale;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says every few seconds how many images are done, how fast, and when the rest will be. */
final class EmbedProgress extends SparkListener {

  private static final Logger LOG = LoggerFactory.getLogger(EmbedProgress.class);
  private static final double SECONDS_BETWEEN_LINES = 10;

  private final LongAccumulator done;
  private final long images;
  private final long started = System.nanoTime();
  private double told;

  EmbedProgress(LongAccumulator done, long images) {
    this.done = done;
    this.images = images;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    double seconds = seconds();
    long count = done.value();
    if (count > 0 && seconds - told >= SECONDS_BETWEEN_LINES) {
      told = seconds;
      double rate = count / seconds;
      LOG.info(
          "{}",
          String.format(
              Locale.ROOT,
              "embed: %,d of %,d images, %.0f a second, about %.0f s left",
              count,
              images,
              rate,
              (images - count) / rate));
    }
  }

  /** Since it was made. */
  double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }
}
