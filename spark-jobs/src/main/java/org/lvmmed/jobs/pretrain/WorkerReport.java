package org.lvmmed.jobs.pretrain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What a worker tells of its part of a round.
 *
 * @param images images trained on
 * @param metrics means over its images, by metrics.jsonl's names
 * @param matching of the first graph of its last step; empty where the objective matches none
 * @param waitSeconds time without data
 * @param trainSeconds time of the optimiser's steps
 */
record WorkerReport(
    int worker,
    long images,
    int iteration,
    Map<String, Double> metrics,
    int[] matching,
    double waitSeconds,
    double trainSeconds)
    implements Serializable {

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The report that {@link #bytes} wrote. Read here rather than by a library: classes are looked up
   * by the loader of the reading code, and submitted ones are not known to Spark's.
   */
  static WorkerReport of(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (WorkerReport) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("A worker's report is of no known class", e);
    }
  }
}
