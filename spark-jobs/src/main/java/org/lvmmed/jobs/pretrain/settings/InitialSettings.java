package org.lvmmed.jobs.pretrain.settings;

import org.jspecify.annotations.Nullable;
import org.lvmmed.model.image.Preprocess;

/**
 * Where a run's encoder begins.
 *
 * @param uri of given weights ({@code encoder.initial}); null: random ones
 * @param normalisation of the inputs ({@code encoder.normalisation})
 */
public record InitialSettings(@Nullable String uri, Normalisation normalisation) {

  /** By which mean and standard deviation of each channel inputs are normalised. */
  public enum Normalisation {
    /** What the given weights are used to; ImageNet's where they do not say, and without any. */
    WEIGHTS {
      @Override
      Preprocess preprocess(Preprocess ofWeights) {
        return ofWeights;
      }
    },
    /** ImageNet's, as torchvision's weights expect. */
    IMAGENET {
      @Override
      Preprocess preprocess(Preprocess ofWeights) {
        return Preprocess.standard(ofWeights.size());
      }
    },
    /** 0.5 and 0.5, inputs between −1 and 1, as many of timm's transformers expect. */
    HALF {
      @Override
      Preprocess preprocess(Preprocess ofWeights) {
        return Preprocess.half(ofWeights.size());
      }
    };

    abstract Preprocess preprocess(Preprocess ofWeights);
  }

  /** Random weights, ImageNet's statistics. */
  public static InitialSettings random() {
    return new InitialSettings(null, Normalisation.WEIGHTS);
  }

  /** How inputs are prepared, where the weights are used to something of their own. */
  public Preprocess preprocess(Preprocess ofWeights) {
    return normalisation.preprocess(ofWeights);
  }
}
