package org.lvmmed.jobs.pretrain;

import java.util.List;

/** Whole vectors averaged as one chunk. */
final class Averages {

  private Averages() {}

  static byte[] contribution(int worker, long weight, float... values) {
    return Chunk.of(worker, weight, values, 0, values.length);
  }

  static float[] of(List<byte[]> contributions, int length) {
    float[] mean = new float[length];
    Chunk.copy(Chunk.mean(contributions), mean, 0);
    return mean;
  }
}
