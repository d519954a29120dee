package org.lvmmed.model.network;

/** Made-up images and a smooth loss on outputs, the same on every machine. */
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

  /** Mean squared distance of each output from a cosine, summed over the outputs. */
  public static final Loss DISTANCE =
      Loss.onHost(
          (outputs, gradients) -> {
            double loss = 0;
            for (int o = 0; o < outputs.length; o++) {
              loss += distance(outputs[o], gradients[o]);
            }
            return loss;
          });

  private static double distance(float[] output, float[] gradient) {
    double loss = 0;
    for (int i = 0; i < output.length; i++) {
      double difference = output[i] - Math.cos(0.11 * i);
      loss += difference * difference / output.length;
      gradient[i] = (float) (2 * difference / output.length);
    }
    return loss;
  }
}
