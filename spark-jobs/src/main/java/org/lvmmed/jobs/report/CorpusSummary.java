package org.lvmmed.jobs.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvmmed.jobs.ingest.IngestResult;

/**
 * What went in.
 *
 * @param rejected files in quarantine by reason
 * @param ingest what the ingest job counted, where it left that
 */
record CorpusSummary(
    List<DatasetSummary> datasets, Map<String, Long> rejected, Optional<IngestResult> ingest) {

  /**
   * One dataset's rows.
   *
   * @param modalities images of each modality
   * @param labels images of each class
   * @param masks and {@code boxes}: images that have some
   * @param size of its images in pixels, as a range
   */
  record DatasetSummary(
      String name,
      Map<String, Long> modalities,
      String bodyPart,
      long images,
      long patients,
      long train,
      long validation,
      long test,
      Map<String, Long> labels,
      long masks,
      long boxes,
      String size,
      List<Sample> samples) {}

  record Sample(String image, String label) {}

  long images() {
    return datasets.stream().mapToLong(DatasetSummary::images).sum();
  }

  /** Whether a dataset's files say whose they are; taken for granted where nothing tells. */
  boolean patientsKnown(String dataset) {
    return ingest
        .map(result -> result.datasets().get(dataset))
        .map(IngestResult.DatasetCounts::patientsKnown)
        .orElse(true);
  }

  long patients() {
    return datasets.stream().mapToLong(DatasetSummary::patients).sum();
  }
}
