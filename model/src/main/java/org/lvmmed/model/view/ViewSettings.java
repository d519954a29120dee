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
 */
public record ViewSettings(
    int size, Crop crop, double flip, Jitter jitter, double grayscale, Blur blur)
    implements Serializable {

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
