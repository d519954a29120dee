package org.lvmmed.ingest.phantom;

import java.io.IOException;

/** A colour picture. Colours are red, green and blue between 0 and 1. */
final class ColourPlane {
  private final Plane[] channels = new Plane[3];

  ColourPlane(int size, Pose pose) {
    for (int c = 0; c < 3; c++) {
      channels[c] = new Plane(size, pose, 0);
    }
  }

  ColourPlane paint(Shape shape, double[] colour) {
    for (int c = 0; c < 3; c++) {
      channels[c].paint(shape, colour[c]);
    }
    return this;
  }

  /** Multiplies by a colour what the shape covers, fading over {@code blur} at its rim. */
  ColourPlane tint(Shape shape, double[] colour, double blur) {
    channels[0].forEach(
        shape.bounds().grownBy(blur),
        (i, x, y) -> {
          double share = Math.min(1, Math.max(0, shape.depth(x, y) / blur + 0.5));
          for (int c = 0; c < 3; c++) {
            channels[c].values()[i] *= 1 + share * (colour[c] - 1);
          }
        });
    return this;
  }

  /** Light that grows across the picture, times an exposure. */
  ColourPlane illuminate(double across, double down, double exposure) {
    for (Plane channel : channels) {
      double[] v = channel.values();
      channel.forEach((i, x, y) -> v[i] *= exposure * StrictMath.exp(across * x + down * y));
    }
    return this;
  }

  ColourPlane blur(double pixels) {
    for (Plane channel : channels) {
      channel.blur(pixels);
    }
    return this;
  }

  ColourPlane noise(double deviation, Draws draws) {
    for (Plane channel : channels) {
      channel.noise(deviation, 0.5, draws);
    }
    return this;
  }

  /** The camera's round stop; it stays where it is however the eye lies. */
  void vignette(double radius) {
    int size = channels[0].size();
    for (Plane channel : channels) {
      double[] v = channel.values();
      for (int i = 0; i < v.length; i++) {
        double r = Shape.length(2.0 * (i % size) + 1 - size, 2.0 * (i / size) + 1 - size) / size;
        v[i] = r > radius ? 0.01 : v[i] * (1 - 0.35 * r * r);
      }
    }
  }

  void write(PhantomSink sink, String path) throws IOException {
    PictureFiles.colour(sink, path, channels[0], channels[1], channels[2]);
  }
}
