package org.lvmmed.model.probe;

import java.util.Arrays;
import java.util.List;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;

/** Feature maps averaged over their positions: what a network with one such output gives. */
public final class PooledFeatures {

  private PooledFeatures() {}

  /**
   * Runs a network over images, batch by batch.
   *
   * @param network whose first output has one value a channel, as {@link
   *     org.lvmmed.model.encoder.EncoderModel#pooledGraph()} has
   * @param images 3 × size × size normalised values each
   * @return images × channels
   */
  public static float[][] of(Network network, List<float[]> images, int size, int batch) {
    float[][] pooled = new float[images.size()][];
    for (int from = 0; from < pooled.length; from += batch) {
      List<float[]> part = images.subList(from, Math.min(pooled.length, from + batch));
      float[] features = network.outputs(Inputs.images(joined(part), part.size(), size))[0];
      int channels = features.length / part.size();
      for (int i = 0; i < part.size(); i++) {
        pooled[from + i] = Arrays.copyOfRange(features, i * channels, (i + 1) * channels);
      }
    }
    return pooled;
  }

  private static float[] joined(List<float[]> images) {
    int length = images.get(0).length;
    float[] joined = new float[images.size() * length];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), 0, joined, i * length, length);
    }
    return joined;
  }
}
