package org.lvmmed.jobs.ingest;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on one line per chunk where a long step is and when it will end. */
final class Progress {
  private static final Logger LOG = LoggerFactory.getLogger("org.lvmmed.jobs.ingest");

  private final String step;
  private final long files;
  private final long started = System.nanoTime();
  private long done;
  private long skipped;

  Progress(String step, long files) {
    this.step = step;
    this.files = files;
  }

  /** Files of a chunk that an earlier run had read. */
  void skip(long count) {
    skipped += count;
  }

  void add(long count) {
    done += count;
    double seconds = (System.nanoTime() - started) / 1e9;
    double rate = done / Math.max(seconds, 1e-3);
    double left = (files - done - skipped) / Math.max(rate, 1e-9);
    LOG.info(
        "{}",
        String.format(
            Locale.ROOT,
            "ingest: %s %,d of %,d files, %.0f a second, about %.0f s left",
            step,
            done + skipped,
            files,
            rate,
            left));
  }
}
