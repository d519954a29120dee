package org.lvmmed.model.view;

/**
 * Brightness, contrast, saturation and hue changed by random amounts in random order, each result
 * cut to [0,1]; the rules of torchvision's ColorJitter. Grey has neither saturation nor hue.
 */
final class ColourJitter {

  private final ViewSettings.Jitter settings;

  ColourJitter(ViewSettings.Jitter settings) {
    this.settings = settings;
  }

  void apply(Planes planes, Draws draws) {
    float brightness = factor(draws, settings.brightness());
    float contrast = factor(draws, settings.contrast());
    float saturation = factor(draws, settings.saturation());
    float turn = (float) draws.uniform(-settings.hue(), settings.hue());
    for (int change : draws.permutation(4)) {
      switch (change) {
        case 0 -> brightness(planes, brightness);
        case 1 -> contrast(planes, contrast);
        case 2 -> saturation(planes, saturation);
        default -> hue(planes, turn);
      }
    }
  }

  private static float factor(Draws draws, double strength) {
    return (float) draws.uniform(Math.max(0, 1 - strength), 1 + strength);
  }

  private static void brightness(Planes planes, float factor) {
    for (float[] plane : planes.all()) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = unit(plane[i] * factor);
      }
    }
  }

  private static void contrast(Planes planes, float factor) {
    double sum = 0;
    float[] luma = planes.luma();
    for (float value : luma) {
      sum += value;
    }
    float middle = (float) (sum / luma.length);
    for (float[] plane : planes.all()) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = unit(middle + factor * (plane[i] - middle));
      }
    }
  }

  private static void saturation(Planes planes, float factor) {
    if (planes.grey()) {
      return;
    }
    float[] luma = planes.luma();
    for (float[] plane : planes.all()) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = unit(luma[i] + factor * (plane[i] - luma[i]));
      }
    }
  }

  private static void hue(Planes planes, float turn) {
    if (planes.grey()) {
      return;
    }
    float[][] rgb = planes.all();
    for (int i = 0; i < rgb[0].length; i++) {
      turnHue(rgb, i, turn);
    }
  }

  /** Hue turned in the hexcone model (Smith, 1978): maximum and minimum stay, the rest moves. */
  private static void turnHue(float[][] rgb, int i, float turn) {
    float max = Math.max(rgb[0][i], Math.max(rgb[1][i], rgb[2][i]));
    float min = Math.min(rgb[0][i], Math.min(rgb[1][i], rgb[2][i]));
    float chroma = max - min;
    if (chroma > 0) {
      float sextant = sextant(rgb[0][i], rgb[1][i], rgb[2][i], max, chroma) + 6 * turn;
      rgb[0][i] = channel(sextant + 5, max, chroma);
      rgb[1][i] = channel(sextant + 3, max, chroma);
      rgb[2][i] = channel(sextant + 1, max, chroma);
    }
  }

  private static float sextant(float red, float green, float blue, float max, float chroma) {
    if (max == red) {
      return (green - blue) / chroma;
    }
    return max == green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma;
  }

  private static float channel(float sextant, float max, float chroma) {
    float k = sextant - 6 * (float) Math.floor(sextant / 6);
    return max - chroma * Math.max(0, Math.min(1, Math.min(k, 4 - k)));
  }

  private static float unit(float value) {
    return Math.max(0, Math.min(1, value));
  }
}
