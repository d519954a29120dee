package org.lvmmed.model.probe;

import java.util.List;
import org.lvmmed.model.encoder.Encoder;
import org.lvmmed.model.encoder.Encoder.MapShape;

/** Feature maps averaged over their positions. */
public final class PooledFeatures {

  private PooledFeatures() {}

  /**
   * Runs the encoder over images, batch by batch.
   *
   * @param images 3 × size × size normalised values each
   * @return images × channels
   */
  public static float[][] of(Encoder encoder, List<float[]> images, int size, int batch) {
    MapShape shape = encoder.mapShape(size, size);
    float[][] pooled = new float[images.size()][];
    for (int from = 0; from < pooled.length; from += batch) {
      List<float[]> part = images.subList(from, Math.min(pooled.length, from + batch));
      float[] maps = encoder.features(joined(part), part.size(), size, size);
      for (int i = 0; i < part.size(); i++) {
        pooled[from + i] = average(maps, i, shape.channels(), shape.positions());
      }
    }
    return pooled;
  }

  /** One feature map's average over its positions. */
  public static float[] average(float[] map, int channels) {
    return average(map, 0, channels, map.length / channels);
  }

  private static float[] average(float[] maps, int image, int channels, int positions) {
    float[] average = new float[channels];
    int at = image * channels * positions;
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      for (int p = 0; p < positions; p++) {
        sum += maps[at++];
      }
      average[c] = (float) (sum / positions);
    }
    return average;
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
