package org.lvmmed.model.encoder;

import org.lvmmed.model.encoder.Encoder.FeatureObjective;

/** Made-up images and a smooth objective on features, the same on every machine. */
public final class Waves {

  private Waves() {}

  /** B×3×size×size values between −1 and 1. */
  public static float[] images(int batch, int size) {
    float[] images = new float[batch * 3 * size * size];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) Math.sin(0.37 * i + 0.001 * i % 7);
    }
    return images;
  }

  /** Mean squared distance of the features from a cosine. */
  public static final FeatureObjective DISTANCE =
      (features, gradient) -> {
        double loss = 0;
        for (int i = 0; i < features.length; i++) {
          double difference = features[i] - Math.cos(0.11 * i);
          loss += difference * difference / features.length;
          gradient[i] = (float) (2 * difference / features.length);
        }
        return loss;
      };
}
