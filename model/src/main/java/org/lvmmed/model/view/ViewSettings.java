package org.lvmmed.model.view;

import java.io.Serializable;

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
    if (size < 8) {
      throw new IllegalArgumentException(
          "Invalid encoder.input-size: " + size + " (at least 8 pixels)");
    }
    probability("view.flip", flip);
    probability("view.grayscale", grayscale);
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
      if (count < 0 || count > 32) {
        throw new IllegalArgumentException("Invalid view.small.count: " + count + " (0 to 32)");
      }
      if (size < 16 || size > 512) {
        throw new IllegalArgumentException(
            "Invalid view.small.size: " + size + " (16 to 512 pixels)");
      }
      if (!(minScale > 0 && minScale <= maxScale && maxScale <= 1)) {
        throw invalid("view.small scale", minScale, maxScale, "0 < minimum ≤ maximum ≤ 1");
      }
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
      if (!(minScale > 0 && minScale <= maxScale && maxScale <= 1)) {
        throw invalid("view.crop scale", minScale, maxScale, "0 < minimum ≤ maximum ≤ 1");
      }
      if (!(minRatio > 0 && minRatio <= maxRatio)) {
        throw invalid("view.crop ratio", minRatio, maxRatio, "0 < minimum ≤ maximum");
      }
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
      if (!(brightness >= 0 && contrast >= 0 && saturation >= 0)) {
        throw new IllegalArgumentException(
            "Invalid view.jitter: brightness %s, contrast %s, saturation %s (each at least 0)"
                .formatted(brightness, contrast, saturation));
      }
      if (!(hue >= 0 && hue <= 0.5)) {
        throw new IllegalArgumentException("Invalid view.jitter.hue: " + hue + " (0 to 0.5)");
      }
      ViewSettings.probability("view.jitter.probability", probability);
    }
  }

  /** Standard deviations in pixels of the view ({@code view.blur.{probability,min-,max-sigma}}). */
  public record Blur(double probability, double minSigma, double maxSigma) implements Serializable {
    public Blur {
      ViewSettings.probability("view.blur.probability", probability);
      if (!(minSigma > 0 && minSigma <= maxSigma)) {
        throw invalid("view.blur sigma", minSigma, maxSigma, "0 < minimum ≤ maximum");
      }
    }
  }

  private static void probability(String key, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("Invalid " + key + ": " + value + " (0 to 1)");
    }
  }

  private static IllegalArgumentException invalid(
      String what, double low, double high, String rule) {
    return new IllegalArgumentException(
        "Invalid %s: minimum %s, maximum %s (%s)".formatted(what, low, high, rule));
  }
}
