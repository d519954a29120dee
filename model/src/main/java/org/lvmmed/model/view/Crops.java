package org.lvmmed.model.view;

import org.lvmmed.model.image.Box;

/**
 * Boxes of random area and aspect ratio at a random place; as Inception's and torchvision's random
 * resized crop, but with borders between pixels.
 */
final class Crops {

  private static final int ATTEMPTS = 10;

  private final ViewSettings.Crop settings;

  Crops(ViewSettings.Crop settings) {
    this.settings = settings;
  }

  Box draw(int height, int width, Draws draws) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double area = draws.uniform(settings.minScale(), settings.maxScale());
      double ratio = ratio(draws);
      double across = Math.sqrt(area * ratio * height / width);
      double down = area / across;
      if (across <= 1 && down <= 1) {
        return at(draws, across, down);
      }
    }
    return largest(height, width, draws);
  }

  private double ratio(Draws draws) {
    return Math.exp(draws.uniform(Math.log(settings.minRatio()), Math.log(settings.maxRatio())));
  }

  /** For images far from square: as much of them as the permitted ratios leave. */
  private Box largest(int height, int width, Draws draws) {
    double ratio = (double) width / height;
    double across = Math.min(1, settings.maxRatio() / ratio);
    double down = Math.min(1, ratio / settings.minRatio());
    return at(draws, across, down);
  }

  private static Box at(Draws draws, double across, double down) {
    return new Box(draws.uniform(0, 1 - across), draws.uniform(0, 1 - down), across, down);
  }
}
