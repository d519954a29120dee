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
 * @param cells how much is compared of a large corpus
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
    Cells cells,
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

  /**
   * An approximate search: images are sorted into cells of about a block that are alike, and each
   * is compared with those of the nearest cells.
   *
   * @param above images above which cells are used; 0: never
   * @param searched cells that an image is compared with, its own among them
   */
  public record Cells(int above, int searched) implements Serializable {

    public Cells {
      Rules.of("similarity.cells")
          .within("above", above, 0, Integer.MAX_VALUE)
          .within("searched", searched, 1, 100_000)
          .check();
    }

    /** The exact search, whatever the number of images. */
    public static Cells none() {
      return new Cells(0, 1);
    }

    boolean used(long images) {
      return above > 0 && images > above;
    }
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
