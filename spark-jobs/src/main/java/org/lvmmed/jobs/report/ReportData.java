package org.lvmmed.jobs.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvmmed.jobs.io.Provenance;

/** All that a page is made of. What a step has not written yet is empty; pictures are larger. */
record ReportData(
    ReportSettings.Images images,
    Optional<CorpusSummary> corpus,
    List<Neighbours> neighbours,
    Training training,
    List<Matching> matchings,
    List<EmbeddedImage> embedding,
    Results results,
    Downstream downstream,
    Map<String, Provenance> origins,
    Thumbnails thumbnails,
    Thumbnails pictures) {

  /** A training image and those nearest to it, best first. */
  record Neighbours(String image, String dataset, List<Neighbour> nearest) {}

  record Neighbour(String image, double score, boolean sameSeries) {}

  /** An image's place on the embedding map. */
  record EmbeddedImage(double x, double y, String dataset, String label, String encoder) {}
}
