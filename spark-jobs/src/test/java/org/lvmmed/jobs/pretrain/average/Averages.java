package org.lvmmed.jobs.pretrain.average;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whole vectors averaged in memory. */
final class Averages {

  private Averages() {}

  /** A worker's vector and the images it stands for. */
  record Contribution(long weight, float... values) {}

  static float[] of(Contribution... workers) throws IOException {
    int length = workers[0].values().length;
    List<DataInputStream> vectors = new ArrayList<>();
    long[] weights = new long[workers.length];
    for (int w = 0; w < workers.length; w++) {
      vectors.add(stream(List.of(FloatBytes.of(workers[w].values(), 0, length))));
      weights[w] = workers[w].weight();
    }
    float[] mean = new float[length];
    FloatBytes.read(stream(new WeightedMean(weights).of(vectors, length)), mean, 0, length);
    return mean;
  }

  private static DataInputStream stream(List<byte[]> blocks) {
    var joined = new ByteArrayOutputStream();
    blocks.forEach(joined::writeBytes);
    return new DataInputStream(new ByteArrayInputStream(joined.toByteArray()));
  }
}
