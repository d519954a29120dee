package org.lvmmed.jobs.report;

import org.lvmmed.rules.Rules;

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

  private static final int MOST = 1000;

  public static final ReportSettings DEFAULT = new ReportSettings(Images.THUMBNAILS, 8, 12, 3);

  public ReportSettings {
    Rules.of("report")
        .within("samples", samples, 0, MOST)
        .within("queries", queries, 0, MOST)
        .within("matchings", matchings, 0, MOST)
        .check();
  }
}
