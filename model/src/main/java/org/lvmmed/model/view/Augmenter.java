package org.lvmmed.model.view;

import org.lvmmed.model.image.Box;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;

/**
 * Draws views: random resized crop, flip, colour jitter, grayscale, blur, normalisation, in this
 * order. A grey image stays one plane until normalisation. Safe for use by several threads.
 */
public final class Augmenter {

  private final ViewSettings settings;
  private final Preprocess preprocess;

  /**
   * @param preprocess whose normalisation the views share
   */
  public Augmenter(ViewSettings settings, Preprocess preprocess) {
    this.settings = settings;
    this.preprocess = preprocess;
  }

  public View view(Raster image, ViewKey key) {
    int size = settings.size();
    Placement placement = place(image, key);
    Raster crop = image.resample(placement.box(), size, size);
    Planes planes = new Planes(crop);
    if (placement.flipped()) {
      planes.flip();
    }
    recolour(planes, key);
    blur(planes, key);
    return new View(preprocess.normalise(planes.toRaster()), placement);
  }

  private Placement place(Raster image, ViewKey key) {
    Box box = new Crops(settings.crop()).draw(image.height(), image.width(), key.draws("crop"));
    return new Placement(box, key.draws("flip").chance(settings.flip()));
  }

  private void recolour(Planes planes, ViewKey key) {
    Draws jitter = key.draws("jitter");
    if (jitter.chance(settings.jitter().probability())) {
      new ColourJitter(settings.jitter()).apply(planes, jitter);
    }
    if (key.draws("grayscale").chance(settings.grayscale())) {
      planes.dropColour();
    }
  }

  private void blur(Planes planes, ViewKey key) {
    Draws draws = key.draws("blur");
    ViewSettings.Blur blur = settings.blur();
    if (draws.chance(blur.probability())) {
      new GaussianBlur(draws.uniform(blur.minSigma(), blur.maxSigma())).apply(planes);
    }
  }
}
