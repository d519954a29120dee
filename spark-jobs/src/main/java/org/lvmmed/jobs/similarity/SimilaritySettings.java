package org.lvmmed.jobs.similarity;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How neighbours are found.
 *
 * @param neighbours K: neighbours kept for each image
 * @param candidates images of highest global similarity that are compared locally, at least K
 * @param globalWeight share of the global similarity in the score, 0 to 1; the rest is local
 * @param excludeSameSeries whether images of one series are never neighbours
 * @param excludeDuplicates whether images of equal content are never neighbours
 * @param blockImages images of a block: two blocks are what a task holds in memory
 * @param encoder folder or safetensors file of the encoder whose features describe the images, as
 *     URI; null for intensities and gradients, which need no training
 */
public record SimilaritySettings(
    int neighbours,
    int candidates,
    double globalWeight,
    boolean excludeSameSeries,
    boolean excludeDuplicates,
    int blockImages,
    @Nullable String encoder)
    implements Serializable {

  public SimilaritySettings {
    require(neighbours >= 1, "similarity.neighbours", neighbours, "at least 1");
    require(
        candidates >= neighbours,
        "similarity.candidates",
        candidates,
        "at least similarity.neighbours, which is " + neighbours);
    require(
        globalWeight >= 0 && globalWeight <= 1,
        "similarity.global-weight",
        globalWeight,
        "from 0 to 1");
    require(blockImages >= 1, "similarity.block-images", blockImages, "at least 1");
  }

  /** Whether two images must not be neighbours. */
  boolean excludes(boolean sameContent, boolean sameSeries) {
    return excludeDuplicates && sameContent || excludeSameSeries && sameSeries;
  }

  /** The weighted mean of two images' similarities. */
  double score(double global, double local) {
    return globalWeight * global + (1 - globalWeight) * local;
  }

  private static void require(boolean holds, String key, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("Invalid " + key + ": " + value + " (" + rule + ")");
    }
  }
}
