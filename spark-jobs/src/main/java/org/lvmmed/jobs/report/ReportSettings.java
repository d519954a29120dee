package org.lvmmed.jobs.report;

/**
 * What a report shows.
 *
 * @param images whether pictures of the corpus are put on the page
 * @param samples pictures of each dataset
 * @param queries images whose neighbours are shown, over all datasets
 * @param matchings graphs whose matching is shown
 */
public record ReportSettings(Images images, int samples, int queries, int matchings) {

  /** Whether a page holds image content. */
  public enum Images {
    THUMBNAILS,
    NONE
  }

  public static final ReportSettings DEFAULT = new ReportSettings(Images.THUMBNAILS, 8, 12, 3);

  public ReportSettings {
    require("samples", samples);
    require("queries", queries);
    require("matchings", matchings);
  }

  private static void require(String key, int value) {
    if (value < 0 || value > 1000) {
      throw new IllegalArgumentException("Invalid report." + key + ": " + value + " (0 to 1000)");
    }
  }
}
