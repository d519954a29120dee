package org.lvmmed.jobs.report;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvmmed.jobs.evaluate.probes.EmbeddedImage;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.pretrain.watch.KeptMatching;

/** All that a page is made of. What a step has not written yet is empty; pictures are larger. */
record ReportData(
    ReportSettings.Images images,
    Optional<CorpusSummary> corpus,
    List<Neighbours> neighbours,
    Map<String, List<Neighbours>> byEmbedding,
    Training training,
    List<KeptMatching> matchings,
    List<EmbeddedImage> embedding,
    Results results,
    Downstream downstream,
    Map<String, Provenance> origins,
    Thumbnails thumbnails,
    Thumbnails pictures) {

  /** An image and those nearest to it, best first. */
  record Neighbours(String image, String dataset, List<Neighbour> nearest) {}

  record Neighbour(String image, double score, boolean sameSeries) implements Serializable {}
}
