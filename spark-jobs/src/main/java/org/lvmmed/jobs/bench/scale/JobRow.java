package org.lvmmed.jobs.bench.scale;

import java.util.Locale;

/**
 * What a job came to on a corpus.
 *
 * @param images of the corpus
 * @param processor seconds of processor time, over all threads
 * @param driver megabytes of the heap in use after a collection, the most
 * @param tasks of Spark
 * @param bytes read through Spark
 */
record JobRow(
    String job,
    long images,
    double seconds,
    double processor,
    long driver,
    long tasks,
    long bytes) {

  /** As a line of a table. */
  String line() {
    return String.format(
        Locale.ROOT,
        "| %d | %s | %.2f | %.2f | %d | %d | %.0f |",
        images,
        job,
        seconds,
        processor,
        driver,
        tasks,
        bytes / 1e6);
  }
}
