package org.lvmmed.jobs.similarity;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.lvmmed.rules.Rules;

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
    Rules.of("similarity")
        .within("neighbours", neighbours, 1, Integer.MAX_VALUE)
        .that(
            candidates >= neighbours,
            "candidates",
            candidates,
            "at least similarity.neighbours, which is " + neighbours)
        .within("global-weight", globalWeight, 0, 1)
        .within("block-images", blockImages, 1, Integer.MAX_VALUE)
        .check();
  }

  /** Whether two images must not be neighbours. */
  boolean excludes(boolean sameContent, boolean sameSeries) {
    return excludeDuplicates && sameContent || excludeSameSeries && sameSeries;
  }

  /** The weighted mean of two images' similarities. */
  double score(double global, double local) {
    return globalWeight * global + (1 - globalWeight) * local;
  }
}
