package org.lvmmed.model.view;

import java.io.Serializable;
import org.lvmmed.rules.Rules;

/**
 * How views are drawn.
 *
 * @param size rows and columns of a view, pixels ({@code encoder.input-size})
 * @param crop random resized crop
 * @param flip probability of a horizontal flip ({@code view.flip})
 * @param jitter colour jitter
 * @param grayscale probability of dropping colour ({@code view.grayscale})
 * @param blur Gaussian blur
 * @param small further views, smaller ones
 */
public record ViewSettings(
    int size, Crop crop, double flip, Jitter jitter, double grayscale, Blur blur, Small small)
    implements Serializable {

  /** Two views of an image and no small ones. */
  public ViewSettings(
      int size, Crop crop, double flip, Jitter jitter, double grayscale, Blur blur) {
    this(size, crop, flip, jitter, grayscale, blur, Small.none());
  }

  public ViewSettings {
    Rules.ofAnySection()
        .within("encoder.input-size", size, 8, Integer.MAX_VALUE)
        .within("view.flip", flip, 0, 1)
        .within("view.grayscale", grayscale, 0, 1)
        .check();
  }

  /** The values of the recipes that the paper names (METHOD, section 5). */
  public static ViewSettings standard(int size) {
    return new ViewSettings(
        size,
        new Crop(0.4, 1, 3.0 / 4, 4.0 / 3),
        0.5,
        new Jitter(0.8, 0.8, 0.8, 0.2, 0.8),
        0.2,
        new Blur(0.5, 0.1, 2));
  }

  /** How the small views are drawn: as the others, but for their size and scale. */
  public ViewSettings ofSmall() {
    Crop scaled = new Crop(small.minScale(), small.maxScale(), crop.minRatio(), crop.maxRatio());
    return new ViewSettings(small.size(), scaled, flip, jitter, grayscale, blur);
  }

  /**
   * Small views, as the multi-crop of VICRegL ({@code
   * view.small.{count,size,min-scale,max-scale}}).
   *
   * @param count of each image; 0: none
   * @param size rows and columns, pixels
   * @param minScale share of the image's area at least
   * @param maxScale share of the image's area at most
   */
  public record Small(int count, int size, double minScale, double maxScale)
      implements Serializable {
    public Small {
      Rules.of("view.small")
          .within("count", count, 0, 32)
          .within("size", size, 16, 512)
          .above("min-scale", minScale, 0, 1)
          .that(maxScale >= minScale && maxScale <= 1, "max-scale", maxScale, "min-scale to 1")
          .check();
    }

    /** No small views; the paper's size and scale. */
    public static Small none() {
      return new Small(0, 96, 0.08, 0.4);
    }
  }

  /**
   * Share of the image's area, and width over height in pixels ({@code
   * view.crop.{min-scale,max-scale,min-ratio,max-ratio}}).
   */
  public record Crop(double minScale, double maxScale, double minRatio, double maxRatio)
      implements Serializable {
    public Crop {
      Rules.of("view.crop")
          .above("min-scale", minScale, 0, 1)
          .that(maxScale >= minScale && maxScale <= 1, "max-scale", maxScale, "min-scale to 1")
          .above("min-ratio", minRatio, 0, Double.MAX_VALUE)
          .within("max-ratio", maxRatio, minRatio, Double.MAX_VALUE)
          .check();
    }
  }

  /**
   * Strengths as torchvision's ColorJitter takes them ({@code
   * view.jitter.{brightness,contrast,saturation,hue,probability}}): factors are drawn from 1 ±
   * strength, the hue's shift from ± strength of a turn.
   */
  public record Jitter(
      double brightness, double contrast, double saturation, double hue, double probability)
      implements Serializable {
    public Jitter {
      Rules.of("view.jitter")
          .within("brightness", brightness, 0, Double.MAX_VALUE)
          .within("contrast", contrast, 0, Double.MAX_VALUE)
          .within("saturation", saturation, 0, Double.MAX_VALUE)
          .within("hue", hue, 0, 0.5)
          .within("probability", probability, 0, 1)
          .check();
    }
  }

  /** Standard deviations in pixels of the view ({@code view.blur.{probability,min-,max-sigma}}). */
  public record Blur(double probability, double minSigma, double maxSigma) implements Serializable {
    public Blur {
      Rules.of("view.blur")
          .within("probability", probability, 0, 1)
          .above("min-sigma", minSigma, 0, Double.MAX_VALUE)
          .within("max-sigma", maxSigma, minSigma, Double.MAX_VALUE)
          .check();
    }
  }
}
